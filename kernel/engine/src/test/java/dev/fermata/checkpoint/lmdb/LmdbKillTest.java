// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.CheckpointTuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes, at random moments: nothing that was acknowledged is lost, and the
 * store opens as if nothing had happened. Five kills, or {@code -Dfermata.kills=200}; {@code
 * -Dfermata.seed=} repeats a run.
 */
class LmdbKillTest {
  @TempDir Path folder;

  private final Map<String, Long> acknowledged = new HashMap<>();
  private final Set<String> answered = new HashSet<>();

  @Test
  void keepsWhatWasAcknowledgedWhenTheProcessIsKilled() throws Exception {
    long seed = Long.getLong("fermata.seed", System.nanoTime());
    Random random = new Random(seed);
    Path file = folder.resolve("killed.mdb");
    for (int kill = 0; kill < Integer.getInteger("fermata.kills", 5); kill++) {
      String when = "seed " + seed + ", kill " + kill;
      for (String line : runAndKill(file, random)) {
        note(line, when);
      }
      verify(file, when);
    }
    assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
  }

  private static List<String> runAndKill(Path file, Random random) throws Exception {
    try (Child child = Child.start(WriterMain.class, file, random.nextInt())) {
      List<String> lines = new ArrayList<>();
      boolean early = random.nextInt(7) == 0;
      int least = early ? 0 : 2 + random.nextInt(3); // READY, and what was stored then
      for (String line = ""; line != null && lines.size() < least; ) {
        line = child.line();
        if (line != null) {
          lines.add(line);
        }
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
      child.kill();
      lines.addAll(child.rest());
      return lines;
    }
  }

  private void note(String line, String when) {
    String[] words = line.split(" ");
    assertThat(words[0]).as(when + ": " + line).isIn("READY", "ACK", "ANSWERED");
    if (words.length == 3 && words[0].equals("ACK")) {
      acknowledged.merge(words[1], Long.parseLong(words[2]), Math::max);
    } else if (words.length == 3) {
      answered.add(words[1] + " " + words[2]);
    }
  }

  private void verify(Path file, String when) {
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.notice()).as(when).isEmpty();
      for (Map.Entry<String, Long> each : acknowledged.entrySet()) {
        CheckpointTuple latest = store.getTuple(CheckpointRef.latest(each.getKey())).orElseThrow();
        long id = latest.checkpoint().ref().id().number();
        assertThat(id).as(when).isBetween(each.getValue(), each.getValue() + 1);
        assertThat(latest.checkpoint().channels().get("n")).hasToString("" + id);
        assertThat(latest.checkpoint().channels().get("log").toString())
            .startsWith("[1")
            .endsWith(id == 1 ? "[1]" : "," + id + "]");
        each.setValue(id);
        store.list(each.getKey(), "", null, 1_000);
      }
      for (String each : answered) {
        String[] words = each.split(" ");
        store
            .getTuple(new CheckpointRef(words[0], "", new CheckpointId(Long.parseLong(words[1]))))
            .ifPresent( // it may have been pruned
                tuple ->
                    assertThat(tuple.writes())
                        .as(when)
                        .anySatisfy(w -> assertThat(w.kind()).isEqualTo("resume")));
      }
      assertThat(store.threads(null)).as(when).hasSizeGreaterThanOrEqualTo(acknowledged.size());
    }
  }
}
