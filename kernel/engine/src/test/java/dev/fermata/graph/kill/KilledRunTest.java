// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.lmdb.Child;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Durability;
import dev.fermata.graph.Fermata;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.Threads;
import dev.fermata.graph.kill.AskingMain.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Processes killed (SIGKILL) while they pause and resume. The full run: {@code ./mvnw verify -pl
 * kernel/engine -Dtest=KilledRunTest -Dfermata.kills=200}; {@code -Dfermata.seed=} repeats one.
 */
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("fermata.kills", 20);

  @TempDir Path folder;

  private final Map<String, String> asked = new HashMap<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> done = new HashSet<>();

  @ParameterizedTest
  @EnumSource(Durability.class)
  void losesNoAcknowledgedPauseOrAnswerWhenKilledAtRandomMoments(Durability mode) throws Exception {
    long seed = Long.getLong("fermata.seed", System.nanoTime());
    var random = new Random(seed);
    var file = folder.resolve("killed.mdb");
    int first = 0;
    for (int kill = 0; kill < (KILLS + 2) / 3; kill++) {
      var when = mode + ", seed " + seed + ", kill " + kill;
      int words = kill == 0 ? 6 : random.nextInt(7); // the first comes to the end of a thread
      note(runAndKill(file, mode, first, words, random));
      first = verifyAndFinish(file, mode, when);
    }
    assertThat(answered).as("%s, seed %d: the loop got somewhere", mode, seed).isNotEmpty();
  }

  /** Lets it say so many lines, and goes on for a random while. */
  private static List<String> runAndKill(
      Path file, Durability mode, int first, int words, Random random) throws Exception {
    try (var child = Child.start(AskingMain.class, file, mode, first)) {
      var lines = new ArrayList<String>();
      String line;
      while (lines.size() < words && (line = child.line()) != null) {
        lines.add(line);
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
      child.kill();
      lines.addAll(child.rest());
      return lines;
    }
  }

  private void note(List<String> lines) {
    for (var line : lines) {
      var words = line.split(" ");
      switch (words[0]) {
        case "ASKED" -> {
          if (words.length == 3 && words[2].length() == 32) {
            asked.put(words[1], words[2]);
          }
        }
        case "ANSWERED" -> noteWhole(answered, words);
        case "DONE" -> noteWhole(done, words);
        default -> {}
      }
    }
  }

  private void noteWhole(Set<String> set, String[] words) {
    if (words.length == 2 && (asked.containsKey(words[1]))) {
      set.add(words[1]);
    }
  }

  /** Checks every acknowledged fact, finishes what is left, returns the next free number. */
  private int verifyAndFinish(Path file, Durability mode, String when) {
    try (var store = LmdbCheckpointer.open(file)) {
      assertThat(store.notice()).as(when).isEmpty();
      for (var each : asked.entrySet()) {
        verifyAsked(store, each.getKey(), each.getValue(), when);
      }
      for (var thread : done) {
        assertThat(store.thread(thread).orElseThrow().status())
            .as(when + ": " + thread)
            .isEqualTo(ThreadInfo.Status.FINISHED);
      }
      var graph = AskingMain.graph(store);
      int next = 0;
      for (var info : store.threads(null)) {
        int number = Integer.parseInt(info.thread().substring(1));
        next = Math.max(next, number + 1);
        finish(graph, info, number, mode, when);
      }
      return next;
    }
  }

  private void verifyAsked(LmdbCheckpointer store, String thread, String interrupt, String when) {
    var answer = Threads.answer(store, thread, interrupt);
    if (answered.contains(thread)) {
      assertThat(answer).as(when + ": answer of " + thread).isPresent();
      assertThat(answer.orElseThrow().value().toString())
          .isEqualTo("\"yes " + thread.substring(1) + "\"");
    } else if (answer.isEmpty()) {
      assertThat(Threads.pending(store, thread))
          .as(when + ": question of " + thread)
          .anySatisfy(pending -> assertThat(pending.id()).isEqualTo(interrupt));
    }
  }

  private static void finish(
      CompiledGraph<Work> graph, ThreadInfo info, int number, Durability mode, String when) {
    if (info.status() == ThreadInfo.Status.FINISHED) {
      assertThat(graph.getState(Fermata.thread(info.thread())).values().log())
          .as(when)
          .containsExactly("prepare", "ask yes " + number, "finish");
      return;
    }
    var config = AskingMain.config(number, mode);
    GraphOutput<Work> out = graph.invoke(config);
    if (out.isInterrupted()) {
      out = graph.invoke(Fermata.resume("yes " + number), config);
    }
    assertThat(out.value().log())
        .as(when + ": " + info.thread())
        .containsExactly("prepare", "ask yes " + number, "finish");
  }
}
