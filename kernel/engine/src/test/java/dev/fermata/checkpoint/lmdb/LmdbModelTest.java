// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.ChannelChange;
import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.CheckpointerFixture;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random work, done on the file and in memory: the outcomes and what is read are the same. */
class LmdbModelTest {
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final List<String> NAMESPACES = List.of("", "", "sub", "sub|deep");

  @TempDir Path folder;

  @Test
  void doesWhatTheOneInMemoryDoes() {
    long seed = Long.getLong("fermata.seed", System.nanoTime());
    Random random = new Random(seed);
    Path file = folder.resolve("model.mdb");
    Checkpointer store = LmdbCheckpointer.open(file);
    try (Checkpointer model = new InMemoryCheckpointer()) {
      for (int i = 0; i < 600; i++) {
        Function<Checkpointer, Object> work = work(random, model);
        assertThat(outcome(store, work))
            .as("seed %d, step %d", seed, i)
            .isEqualTo(outcome(model, work));
        if (random.nextInt(60) == 0) {
          store.close();
          store = LmdbCheckpointer.open(file);
        }
        if (i % 20 == 0) {
          assertSame(store, model, seed, i);
        }
      }
      assertSame(store, model, seed, 600);
    } finally {
      store.close();
    }
  }

  private static void assertSame(Checkpointer store, Checkpointer model, long seed, int step) {
    List<Object> found = dump(store);
    List<Object> expected = dump(model);
    assertThat(found).as("seed %d, step %d", seed, step).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("seed %d, step %d", seed, step).isEqualTo(expected.get(i));
    }
  }

  private static Object outcome(Checkpointer checkpointer, Function<Checkpointer, Object> work) {
    try {
      return work.apply(checkpointer);
    } catch (CheckpointException e) {
      return e.code() + ": " + e.getMessage();
    }
  }

  private static Function<Checkpointer, Object> work(Random random, Checkpointer model) {
    String thread = THREADS.get(random.nextInt(THREADS.size()));
    int keep = 1 + random.nextInt(4);
    switch (random.nextInt(40)) {
      case 0:
        return c -> c.deleteThread(thread);
      case 1:
        String to = THREADS.get(random.nextInt(THREADS.size()));
        return c -> {
          c.copyThread(thread, to);
          return "copied";
        };
      case 2:
        return c -> c.prune(thread, keep);
      default:
        WriteBatch batch = batch(random, model, thread);
        return c -> {
          c.commit(batch);
          return "committed";
        };
    }
  }

  private static WriteBatch batch(Random random, Checkpointer model, String thread) {
    Map<String, Long> last = new HashMap<>();
    for (String namespace : NAMESPACES) {
      last.put(
          namespace,
          model.list(thread, namespace, null, 1).stream()
              .map(t -> t.checkpoint().ref().id().number())
              .findFirst()
              .orElse(0L));
    }
    List<Mutation> mutations = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      mutations.add(mutation(random, thread, last));
    }
    return new WriteBatch(thread, mutations);
  }

  private static Mutation mutation(Random random, String thread, Map<String, Long> last) {
    String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
    long latest = last.get(namespace);
    long any = Math.max(1, latest - random.nextInt(4));
    PendingWrite write =
        new PendingWrite(
            "t" + random.nextInt(2),
            "k" + random.nextInt(2),
            "" + random.nextInt(2),
            CheckpointerFixture.json("" + random.nextInt(100)));
    return switch (random.nextInt(12)) {
      case 0 ->
          new WriteBatch.DeleteWrites(
              namespace, new CheckpointId(any), "t0", random.nextBoolean() ? null : "k0");
      case 1 ->
          new WriteBatch.ExpectLatest(namespace, latest == 0 ? null : new CheckpointId(latest));
      case 2 -> new WriteBatch.ExpectWrite(namespace, new CheckpointId(any), "t0", "k0", "0");
      case 3, 4, 5 ->
          new WriteBatch.PutWrite(namespace, new CheckpointId(any), write, random.nextInt(3) > 0);
      case 6, 7 -> CheckpointerFixture.row(thread, ThreadInfo.Status.values()[random.nextInt(5)]);
      default -> {
        long id = random.nextInt(20) == 0 ? latest : latest + 1;
        last.put(namespace, latest + 1);
        Long parent = latest == 0 ? null : random.nextInt(6) == 0 ? any : (Long) latest;
        yield CheckpointerFixture.checkpoint(namespace, Math.max(1, id), parent, changes(random));
      }
    };
  }

  private static Map<String, ChannelChange> changes(Random random) {
    Map<String, ChannelChange> changes = new HashMap<>();
    if (random.nextBoolean()) {
      changes.put("n" + random.nextInt(3), CheckpointerFixture.set("" + random.nextInt(1000)));
    }
    if (random.nextInt(30) == 0) {
      changes.put("log", CheckpointerFixture.set(random.nextBoolean() ? "[0]" : "7"));
    } else if (random.nextInt(3) > 0) {
      String item = "\"" + "x".repeat(random.nextInt(300)) + "\"";
      changes.put(
          "log",
          random.nextInt(8) == 0
              ? CheckpointerFixture.append()
              : CheckpointerFixture.append(item, "2"));
    }
    return changes;
  }

  private static List<Object> dump(Checkpointer checkpointer) {
    List<Object> all = new ArrayList<>();
    all.add(checkpointer.threads(null));
    for (ThreadInfo.Status status : ThreadInfo.Status.values()) {
      all.add(checkpointer.threads(status));
    }
    for (String thread : THREADS) {
      all.add(checkpointer.thread(thread));
      for (String namespace : checkpointer.namespaces(thread)) {
        all.add(namespace);
        all.addAll(checkpointer.list(thread, namespace, null, 1_000));
      }
    }
    return all;
  }
}
