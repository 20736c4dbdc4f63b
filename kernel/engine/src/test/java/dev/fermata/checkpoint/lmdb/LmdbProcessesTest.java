// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.row;
import static dev.fermata.checkpoint.CheckpointerFixture.write;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one file. */
class LmdbProcessesTest {
  private static final int QUESTIONS = 100;

  @TempDir Path folder;

  @Test
  void takesExactlyOneOfTwoAnswersFromTwoProcesses() throws Exception {
    Path file = folder.resolve("shared.mdb");
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      ask(store);
      try (Child first = Child.start(AnswerMain.class, file, QUESTIONS, 1);
          Child second = Child.start(AnswerMain.class, file, QUESTIONS, 2)) {
        assertThat(first.line()).isEqualTo("READY");
        assertThat(second.line()).isEqualTo("READY");
        first.go();
        second.go();
        List<String> one = first.rest();
        List<String> two = second.rest();
        for (int i = 0; i < QUESTIONS; i++) {
          boolean firstWon = one.contains("WON " + i);
          assertThat(one).contains(firstWon ? "WON " + i : "LOST " + i + " 2");
          assertThat(two).contains(firstWon ? "LOST " + i + " 1" : "WON " + i);
        }
      }
      List<PendingWrite> writes = store.getTuple(CheckpointRef.latest("t")).orElseThrow().writes();
      assertThat(writes).filteredOn(w -> w.kind().equals("resume")).hasSize(QUESTIONS);
    }
  }

  @Test
  void keepsTextWhateverCharsetAProcessHas() throws Exception {
    Path file = folder.resolve("text.mdb");
    List<String> ascii = List.of("env", "JAVA_TOOL_OPTIONS=-Dfile.encoding=US-ASCII");
    try (Child child = Child.start(ascii, ForeignTextMain.class, file)) {
      assertThat(child.rest()).containsExactly("US-ASCII");
    }
    String text = ForeignTextMain.TEXT;
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.thread(text).orElseThrow().waiting())
          .singleElement()
          .satisfies(w -> assertThat(w.node()).isEqualTo("frägt"));
      var graph = ForeignTextMain.graph(store);
      assertThat(graph.getState(thread(text)).interrupts().get(0).value()).isEqualTo(text);
      assertThat(graph.invoke(resume(text), thread(text)).value().answer()).isEqualTo(text + text);
    }
  }

  @Test
  void opensAStoreThatAnotherProcessWritesTo() throws Exception {
    Path file = folder.resolve("busy.mdb");
    try (Child child = Child.start(WriterMain.class, file, 7)) {
      assertThat(child.line()).isEqualTo("READY");
      for (int i = 0; i < 20; i++) {
        assertThat(child.line()).startsWith("A");
        try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
          assertThat(store.notice()).isEmpty();
          assertThat(store.threads(null)).isNotEmpty();
        }
      }
      child.kill();
    }
  }

  @Test
  void compactsWhileItIsUsedAndLosesNothing() throws Exception {
    Path file = folder.resolve("large.mdb");
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      ask(store);
      for (int i = 0; i < 200; i++) {
        store.commit(
            new WriteBatch(
                "fat" + i, List.of(checkpoint(1, Map.of()), row("fat" + i, Status.PAUSED))));
      }
      for (int i = 0; i < 200; i++) {
        store.deleteThread("fat" + i);
      }
      long before = Files.size(file);
      var kept = store.getTuple(CheckpointRef.latest("t"));
      var reading = CompletableFuture.supplyAsync(() -> readUntilClosed(store));
      for (int i = 0; i < 5; i++) {
        long saved = store.compact();
        assertThat(saved).as("round " + i).isEqualTo(i == 0 ? before - Files.size(file) : saved);
        assertThat(store.getTuple(CheckpointRef.latest("t"))).isEqualTo(kept);
        store.commit(new WriteBatch("t" + i, List.of(row("t" + i, Status.PAUSED))));
      }
      assertThat(Files.size(file)).isLessThan(before);
      assertThat(store.check()).isEmpty();
      assertThat(store.threads(Status.PAUSED)).hasSize(6);
      store.close();
      assertThat(reading.get(20, TimeUnit.SECONDS)).isPositive();
    }
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.notice()).isEmpty();
      assertThat(store.threads(Status.PAUSED)).hasSize(6);
    }
  }

  /** How often it could be read until somebody closed it. */
  private static int readUntilClosed(LmdbCheckpointer store) {
    int reads = 0;
    try {
      while (store.getTuple(CheckpointRef.latest("t")).isPresent()) {
        reads++;
      }
    } catch (CheckpointException e) {
      assertThat(e.code()).isEqualTo("store-closed");
    }
    return reads;
  }

  @Test
  void refusesToCompactWhileAnotherProcessHasTheStoreOpen() throws Exception {
    Path file = folder.resolve("shared.mdb");
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      ask(store);
      try (Child other = Child.start(AnswerMain.class, file, QUESTIONS, 1)) {
        assertThat(other.line()).isEqualTo("READY");
        assertThatThrownBy(store::compact)
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining("open in another process");
        store.commit(new WriteBatch("t2", List.of(row("t2", Status.PAUSED))));
        other.go();
        assertThat(other.rest()).as("the other goes on").contains("WON 0");
      }
      store.compact();
      assertThat(store.threads(Status.PAUSED)).hasSize(2);
    }
  }

  private static void ask(LmdbCheckpointer store) {
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(checkpoint(1, Map.of()));
    for (int i = 0; i < QUESTIONS; i++) {
      mutations.add(write(1, "ask", "interrupt", "" + i, "\"?\""));
    }
    mutations.add(row("t", Status.PAUSED));
    store.commit(new WriteBatch("t", mutations));
  }
}
