// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.lmdb.Child;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes answer the questions of one thread of a random graph at the same time, in any order
 * and grouping, and are killed at random moments: every acknowledged answer is there afterwards,
 * and the end is that of a plain model.
 */
class RandomKillsTest {
  private static final int KILLS = 3;
  private static final int LATEST_MILLIS = 80;

  @TempDir Path folder;

  @Test
  void twoWritersThatAreKilledComeToTheEndOfTheModel() {
    Seeds.play(this::play);
  }

  private void play(long seed) throws Exception {
    Random random = new Random(seed);
    RandomModel model = new RandomModel(new Random(seed));
    Durability mode = Durability.values()[random.nextInt(Durability.values().length)];
    Path file = folder.resolve(Long.toHexString(seed) + ".mdb");
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      RunnableConfig t = thread(RandomPlayMain.THREAD).withDurability(mode);
      model.compile(Graphs.in(store), new RandomWatch()).invoke(Graphs.input(0), t);
    }
    for (int kill = 0; kill < KILLS; kill++) {
      check(file, twoWriters(file, seed, mode, random.nextInt(LATEST_MILLIS)));
    }
    List<String> last = twoWriters(file, seed, mode, -1);
    assertThat(last.stream().filter("DONE"::equals)).as(last.toString()).hasSize(2);
    check(file, last);
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      var end = model.compile(Graphs.in(store), new RandomWatch());
      assertThat(end.getState(thread(RandomPlayMain.THREAD)).values().log())
          .isEqualTo(new RandomEnd(model).log);
    }
  }

  /** What both said; killed some time after their start, or left to come to their end. */
  private static List<String> twoWriters(Path file, long seed, Durability mode, int millis)
      throws Exception {
    List<String> said = new ArrayList<>();
    try (Child first = Child.start(RandomPlayMain.class, file, seed, mode);
        Child second = Child.start(RandomPlayMain.class, file, seed, mode)) {
      if (millis >= 0) {
        assertThat(first.line()).isEqualTo("READY");
        assertThat(second.line()).isEqualTo("READY");
        TimeUnit.MILLISECONDS.sleep(millis);
        first.kill();
        TimeUnit.MILLISECONDS.sleep(millis / 4);
        second.kill();
      }
      said.addAll(first.rest());
      said.addAll(second.rest());
    }
    return said;
  }

  /**
   * Every answer that a process was told is stored, is; a killed one may have cut its last line.
   */
  private static void check(Path file, List<String> said) {
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.notice()).isEmpty();
      for (String line : said) {
        if (line.startsWith("ACK ") && line.length() == 36) {
          assertThat(Threads.answer(store, RandomPlayMain.THREAD, line.substring(4)))
              .as(line)
              .isPresent();
        }
      }
    }
  }
}
