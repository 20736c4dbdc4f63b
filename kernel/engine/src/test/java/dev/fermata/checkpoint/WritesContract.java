// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch.DeleteWrites;
import dev.fermata.checkpoint.WriteBatch.ExpectLatest;
import dev.fermata.checkpoint.WriteBatch.ExpectWrite;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import dev.fermata.checkpoint.WriteBatch.PutWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pending writes, conditions, and batches that are applied whole or not at all. */
public abstract class WritesContract extends CheckpointerFixture {
  private static final CheckpointId ONE = new CheckpointId(1);

  private List<String> writes() {
    return latest("t").writes().stream()
        .map(w -> w.task() + "/" + w.kind() + "/" + w.key() + "=" + w.value())
        .toList();
  }

  @Test
  void readsWritesInTheOrderTheyWereFirstWritten() {
    commit("t", checkpoint(1, Map.of()), write(1, "b", "result", "", "1"));
    commit(
        "t", write(1, "a", "interrupt", "k2", "{\"q\":1}"), write(1, "a", "interrupt", "k1", "2"));
    commit("t", new PutWrite("", ONE, new PendingWrite("b", "result", "", json("3")), true));

    assertThat(writes())
        .containsExactly("b/result/=3", "a/interrupt/k2={\"q\":1}", "a/interrupt/k1=2");
  }

  @Test
  void keepsWritesBesideTheirOwnCheckpoint() {
    commit("t", checkpoint(1, Map.of()), write(1, "a", "result", "", "1"));
    commit("t", checkpoint(2, Map.of()));

    assertThat(writes()).isEmpty();
    assertThat(store.getTuple(new CheckpointRef("t", "", ONE)).orElseThrow().writes()).hasSize(1);
  }

  @Test
  void deletesWritesOfATask() {
    commit(
        "t",
        checkpoint(1, Map.of()),
        write(1, "a", "result", "", "1"),
        write(1, "a", "error", "", "2"),
        write(1, "ab", "error", "", "3"),
        write(1, "b", "error", "", "4"));
    commit("t", new DeleteWrites("", ONE, "a", "error"));
    assertThat(writes()).containsExactly("a/result/=1", "ab/error/=3", "b/error/=4");
    commit("t", new DeleteWrites("", ONE, "a", null), new DeleteWrites("", ONE, "nobody", null));
    assertThat(writes()).containsExactly("ab/error/=3", "b/error/=4");
    commit("t", write(1, "a", "error", "", "5"));
    assertThat(writes()).containsExactly("ab/error/=3", "b/error/=4", "a/error/=5");
  }

  @Test
  void refusesASecondWriteAndSaysWhatWasFirst() {
    commit("t", checkpoint(1, Map.of()), write(1, "a", "resume", "id", "true"));

    assertThatThrownBy(() -> commit("t", write(1, "a", "resume", "id", "false")))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e ->
                assertThat(e.existing())
                    .isEqualTo(new PendingWrite("a", "resume", "id", json("true"))));
    assertThat(writes()).containsExactly("a/resume/id=true");
  }

  @Test
  void storesNothingOfABatchThatFails() {
    commit(
        "t",
        checkpoint(1, Map.of("n", set("1"))),
        write(1, "a", "x", "", "1"),
        row("t", Status.RUNNING));

    refused(
        "checkpoint-conflict",
        () ->
            commit(
                "t",
                write(1, "a", "y", "", "2"),
                new PutWrite("", ONE, new PendingWrite("a", "x", "", json("9")), true),
                new DeleteWrites("", ONE, "a", "x"),
                checkpoint(2, Map.of("n", set("2"))),
                checkpoint("sub", 1, null, Map.of()),
                row("t", Status.FINISHED),
                new ExpectLatest("", ONE)));

    assertThat(writes()).containsExactly("a/x/=1");
    assertThat(channel("t", "n")).isEqualTo("1");
    assertThat(store.namespaces("t")).containsExactly("");
    assertThat(store.threads(Status.FINISHED)).isEmpty();
    assertThat(store.threads(Status.RUNNING)).hasSize(1);
    refused("checkpoint-conflict", () -> commit("new", new ExpectLatest("", ONE)));
    assertThat(store.deleteThread("new")).isFalse();
  }

  @Test
  void checksExpectationsAgainstWhatTheBatchHasLeft() {
    commit(
        "t",
        new ExpectLatest("", null),
        checkpoint(1, Map.of()),
        new ExpectLatest("", ONE),
        write(1, "a", "interrupt", "k", "1"),
        new ExpectWrite("", ONE, "a", "interrupt", "k"));

    List<Mutation> bad =
        List.of(
            new ExpectLatest("", null),
            new ExpectLatest("", new CheckpointId(2)),
            new ExpectLatest("other", ONE),
            new ExpectWrite("", ONE, "a", "interrupt", "other"),
            new ExpectWrite("", ONE, "a", "resume", "k"),
            new ExpectWrite("", new CheckpointId(2), "a", "interrupt", "k"),
            write(2, "a", "result", "", "1"),
            checkpoint(1, Map.of()),
            checkpoint(3, Map.of()),
            checkpoint("", 2, 7L, Map.of()));
    for (Mutation mutation : bad) {
      refused("checkpoint-conflict", () -> commit("t", mutation));
    }
    assertThat(CheckpointsContract.ids(store.list("t", "", null, 9))).containsExactly(1L);
  }

  @Test
  void appliesQueuedBatchesInOrderAndLetsNoneFailAnother() {
    List<CompletableFuture<Void>> queued = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      queued.add(
          store.write(new WriteBatch("t", List.of(checkpoint(i, Map.of("log", append("" + i)))))));
      queued.add(store.write(new WriteBatch("t", List.of(new ExpectLatest("", null)))));
    }
    for (int i = 0; i < queued.size(); i++) {
      CompletableFuture<Void> each = queued.get(i);
      if (i % 2 == 0) {
        each.join();
      } else {
        assertThatThrownBy(each::join)
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(ConflictException.class);
      }
    }
    assertThat(latest("t").checkpoint().ref().id()).isEqualTo(new CheckpointId(200));
    assertThat(channel("t", "log")).endsWith(",199,200]");
  }

  @Test
  void letsExactlyOneOfManyAnswersWin() throws Exception {
    int rounds = 30;
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < rounds; round++) {
        String thread = "race" + round;
        commit(thread, checkpoint(1, Map.of()), write(1, "a", "interrupt", "k", "1"));
        AtomicInteger winners = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          String answer = "" + i;
          answers.add(
              pool.submit(
                  () -> {
                    start.await();
                    try {
                      commit(
                          thread,
                          new ExpectWrite("", ONE, "a", "interrupt", "k"),
                          write(1, "a", "resume", "k", answer));
                      winners.incrementAndGet();
                    } catch (ConflictException expected) {
                      assertThat(expected.existing()).isNotNull();
                    }
                    return null;
                  }));
        }
        start.countDown();
        for (Future<?> answer : answers) {
          answer.get();
        }
        assertThat(winners).hasValue(1);
        assertThat(latest(thread).writes()).hasSize(2);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void readersSeeWholeBatchesWhileOthersWrite() throws Exception {
    commit("t", checkpoint(1, Map.of("a", set("1"), "b", set("1"))));
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Future<?> writer =
          pool.submit(
              () -> {
                for (int i = 2; i <= 300; i++) {
                  commit(
                      "t",
                      checkpoint(i, Map.of("a", set("" + i), "b", set("" + i))),
                      row("t", Status.RUNNING));
                }
              });
      List<Future<?>> readers = new ArrayList<>();
      for (int r = 0; r < 2; r++) {
        readers.add(
            pool.submit(
                () -> {
                  long last = 0;
                  while (!writer.isDone()) {
                    Checkpoint read = latest("t").checkpoint();
                    assertThat(read.channels().get("a")).isEqualTo(read.channels().get("b"));
                    assertThat(read.ref().id().number()).isGreaterThanOrEqualTo(last);
                    last = read.ref().id().number();
                  }
                }));
      }
      writer.get();
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
