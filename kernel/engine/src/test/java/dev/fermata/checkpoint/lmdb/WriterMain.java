// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.append;
import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.row;
import static dev.fermata.checkpoint.CheckpointerFixture.set;
import static dev.fermata.checkpoint.CheckpointerFixture.write;

import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs, pauses and answers threads until it is killed. Says READY, and then ACK thread step, or
 * ANSWERED thread step, for everything that it was told is stored.
 */
final class WriterMain {
  private WriterMain() {}

  public static void main(String[] arguments) {
    Random random = new Random(Long.parseLong(arguments[1]));
    try (LmdbCheckpointer store = LmdbCheckpointer.open(Path.of(arguments[0]))) {
      store.notice().ifPresent(notice -> System.out.println("NOTICE " + notice));
      System.out.println("READY");
      while (true) {
        step(store, random, "t" + random.nextInt(4));
      }
    }
  }

  private static void step(LmdbCheckpointer store, Random random, String thread) {
    long last =
        store
            .getTuple(CheckpointRef.latest(thread))
            .map(t -> t.checkpoint().ref().id().number())
            .orElse(0L);
    long id = last + 1;
    WriteBatch batch =
        new WriteBatch(
            thread,
            List.of(
                checkpoint(id, Map.of("n", set("" + id), "log", append("" + id))),
                row(thread, random.nextBoolean() ? Status.PAUSED : Status.RUNNING),
                write(
                    id, "ask", "interrupt", "k", "\"" + "?".repeat(random.nextInt(3000)) + "\"")));
    if (random.nextInt(4) == 0) {
      store.write(batch).whenComplete((done, e) -> acknowledge("ACK", thread, id, e));
      store.commit(new WriteBatch(thread, List.of()));
    } else {
      store.commit(batch);
      acknowledge("ACK", thread, id, null);
    }
    if (random.nextBoolean()) {
      store.commit(
          new WriteBatch(
              thread,
              List.of(
                  new WriteBatch.ExpectWrite("", new CheckpointId(id), "ask", "interrupt", "k"),
                  write(id, "ask", "resume", "k", "" + id))));
      acknowledge("ANSWERED", thread, id, null);
    }
    if (random.nextInt(40) == 0) {
      store.prune(thread, 5);
    }
  }

  private static void acknowledge(String what, String thread, long id, Throwable failure) {
    if (failure == null) {
      System.out.println(what + " " + thread + " " + id);
    }
  }
}
