// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.row;
import static dev.fermata.checkpoint.CheckpointerFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
