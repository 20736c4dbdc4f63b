// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.WriteBatch.ExpectLatest;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pruning, copying, deleting and compacting while others write and read. */
public abstract class MaintenanceContract extends CheckpointerFixture {
  private static final int ROUNDS = 30;
  private static final int OFTEN = 4;

  private final ExecutorService pool = Executors.newCachedThreadPool();

  /** The id of the last checkpoint of thread "t" whose commit has returned. */
  private final AtomicLong acknowledged = new AtomicLong();

  /** Gives free space back; where there is none to give, nothing is to be done. */
  protected void compact() {}

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private interface Work {
    void once(int round);
  }

  /** Does some work a number of times, and the others a few times during each of them. */
  private void meanwhile(Work work, Work... others) throws Exception {
    ExecutorCompletionService<Void> all = new ExecutorCompletionService<>(pool);
    CyclicBarrier start = new CyclicBarrier(1 + others.length);
    AtomicInteger round = new AtomicInteger();
    all.submit(
        () -> {
          start.await();
          for (; round.get() < ROUNDS; round.incrementAndGet()) {
            work.once(round.get());
          }
          return null;
        });
    for (Work other : others) {
      all.submit(
          () -> {
            start.await();
            for (int i = 0; i < ROUNDS * OFTEN; i++) {
              while (i / OFTEN > round.get() && !Thread.currentThread().isInterrupted()) {
                Thread.yield();
              }
              other.once(i);
            }
            return null;
          });
    }
    for (int i = 0; i <= others.length; i++) {
      all.take().get();
    }
  }

  private static PutThread row(String thread, long id) {
    return new PutThread(
        new ThreadInfo(
            thread,
            "graph",
            ThreadInfo.Status.RUNNING,
            List.of(),
            Instant.ofEpochSecond(id),
            Map.of()));
  }

  /** Commits a checkpoint whose content follows from its id, with a row that names it. */
  private void step(String thread, long id) {
    commit(
        thread,
        new ExpectLatest("", id == 1 ? null : new CheckpointId(id - 1)),
        checkpoint(id, Map.of("log", append("" + id), "n", set("" + id))),
        write(id, "task", "result", "", "" + id),
        row(thread, id));
  }

  private void nextStep() {
    long id = acknowledged.get() + 1;
    step("t", id);
    acknowledged.set(id);
  }

  private static long id(CheckpointTuple tuple) {
    CheckpointId id = tuple.checkpoint().ref().id();
    return id == null ? 0 : id.number();
  }

  /** Newest first without a gap, each with all that was put into it. */
  private static void assertWhole(List<CheckpointTuple> tuples) {
    long newest = id(tuples.get(0));
    for (int i = 0; i < tuples.size(); i++) {
      CheckpointTuple tuple = tuples.get(i);
      long id = id(tuple);
      assertThat(id).isEqualTo(newest - i);
      String log = LongStream.rangeClosed(1, id).mapToObj(Long::toString).collect(inBrackets());
      assertThat(tuple.checkpoint().channels())
          .isEqualTo(Map.of("log", json(log), "n", json("" + id)));
      assertThat(tuple.writes())
          .containsExactly(new PendingWrite("task", "result", "", json("" + id)));
    }
  }

  private static Collector<CharSequence, ?, String> inBrackets() {
    return Collectors.joining(",", "[", "]");
  }

  @Test
  void prunesWhileOthersWriteAndRead() throws Exception {
    nextStep();
    meanwhile(
        round -> {
          store.prune("t", 3);
          if (round % 10 == 5) {
            compact();
          }
        },
        round -> nextStep(),
        round -> {
          long stored = acknowledged.get();
          List<CheckpointTuple> seen = store.list("t", "", null, 9);
          assertThat(id(seen.get(0))).isGreaterThanOrEqualTo(stored);
          assertThat(seen).hasSizeGreaterThanOrEqualTo((int) Math.min(3, stored));
          assertWhole(seen);
        });
    store.prune("t", 3);
    List<CheckpointTuple> left = store.list("t", "", null, 9);
    assertThat(left).hasSize(3);
    assertThat(id(left.get(0))).isEqualTo(acknowledged.get());
    assertWhole(left);
  }

  @Test
  void copiesWholeThreadsWhileTheyAreWrittenAndPruned() throws Exception {
    nextStep();
    meanwhile(
        round -> {
          String copy = "copy" + round;
          long stored = acknowledged.get();
          store.copyThread("t", copy);
          List<CheckpointTuple> copied = store.list(copy, "", null, Integer.MAX_VALUE);
          long newest = id(copied.get(0));
          assertThat(newest).isGreaterThanOrEqualTo(stored);
          assertWhole(copied);
          assertThat(store.thread(copy)).contains(row(copy, newest).info());
          step(copy, newest + 1);
          assertWhole(store.list(copy, "", null, 9));
        },
        round -> nextStep(),
        round -> {
          store.prune("t", 20);
          if (round % 10 == 5) {
            compact();
          }
        });
    assertThat(id(latest("t"))).isEqualTo(acknowledged.get());
    assertWhole(store.list("t", "", null, 9));
    assertThat(store.threads(null)).hasSize(1 + ROUNDS);
  }

  /** Goes on with thread "t" as it is found, or begins it. */
  private void goOn(AtomicInteger lives, Map<Json, Long> stored) {
    ExpectLife life = new ExpectLife(store.life("t"));
    List<CheckpointTuple> found = store.list("t", "", null, 1);
    long id = found.isEmpty() ? 1 : id(found.get(0)) + 1;
    Json born =
        found.isEmpty() ? json("" + lives.incrementAndGet()) : channelOf(found.get(0), "born");
    try {
      commit(
          "t",
          life,
          checkpoint(id, Map.of("born", set(born.toString()), "log", append(born.toString()))),
          row("t", id));
      stored.merge(born, id, Math::max);
    } catch (ConflictException another) { // somebody else was first, or has deleted it
      assertThat(another.existing()).isNull();
    }
  }

  private static Json channelOf(CheckpointTuple tuple, String name) {
    return tuple.checkpoint().channels().getOrDefault(name, Json.NULL);
  }

  /** All checkpoints are of one life, from its beginning. */
  private static void assertOneLife(List<CheckpointTuple> tuples) {
    for (int i = 0; i < tuples.size(); i++) {
      CheckpointTuple tuple = tuples.get(i);
      Json born = channelOf(tuples.get(0), "born");
      assertThat(id(tuple)).isEqualTo(tuples.size() - i);
      assertThat(channelOf(tuple, "born")).isEqualTo(born);
      String log =
          Collections.nCopies(tuples.size() - i, born.toString()).stream().collect(inBrackets());
      assertThat(channelOf(tuple, "log")).isEqualTo(json(log));
    }
  }

  @Test
  void aDeletedThreadStaysDeletedOrBeginsCleanlyAnew() throws Exception {
    AtomicInteger lives = new AtomicInteger();
    Map<Json, Long> stored = new ConcurrentHashMap<>();
    meanwhile(
        round -> {
          while (store.life("t").number() == 0 && !Thread.currentThread().isInterrupted()) {
            Thread.yield(); // until it has been begun
          }
          assertThat(store.deleteThread("t")).isTrue();
          if (round % 10 == 5) {
            compact();
          }
        },
        round -> goOn(lives, stored),
        round -> goOn(lives, stored),
        round -> assertOneLife(store.list("t", "", null, Integer.MAX_VALUE)));

    List<CheckpointTuple> left = new ArrayList<>(store.list("t", "", null, Integer.MAX_VALUE));
    assertOneLife(left);
    assertThat(left.size())
        .isEqualTo(left.isEmpty() ? 0 : stored.get(channelOf(left.get(0), "born")));
    assertThat(store.threads(null)).hasSize(left.isEmpty() ? 0 : 1);
    assertThat(store.deleteThread("t")).isEqualTo(!left.isEmpty());
    assertThat(store.namespaces("t")).isEmpty();
    assertThat(store.threads(null)).isEmpty();
    assertThat(store.life("t").number()).isZero();
  }
}
