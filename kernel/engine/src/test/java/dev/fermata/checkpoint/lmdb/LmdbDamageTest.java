// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.append;
import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.row;
import static dev.fermata.checkpoint.CheckpointerFixture.set;
import static dev.fermata.checkpoint.CheckpointerFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files never take the JVM down; what can be read is saved, and the file is kept. 60 files,
 * or {@code -Dfermata.damages=2000}; {@code -Dfermata.seed=} repeats a run.
 */
class LmdbDamageTest {
  private static final List<String> THREADS = List.of("a", "b", "c", "d", "e");

  @TempDir Path folder;

  private interface Harm {
    byte[] to(byte[] file, Random random);
  }

  private static byte[] truncated(byte[] file, Random random) {
    return Arrays.copyOf(file, 1 + random.nextInt(file.length - 1));
  }

  private static byte[] flipped(byte[] file, Random random) {
    byte[] harmed = file.clone();
    for (int i = random.nextInt(30); i >= 0; i--) {
      harmed[random.nextInt(harmed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return harmed;
  }

  private static byte[] zeroed(byte[] file, Random random) {
    byte[] harmed = file.clone();
    int page = random.nextInt(harmed.length / 4096) * 4096;
    Arrays.fill(harmed, page, page + 4096, (byte) 0);
    return harmed;
  }

  private static byte[] wild(byte[] file, Random random) {
    byte[] harmed = file.clone();
    int page = random.nextInt(harmed.length / 4096) * 4096;
    for (int i = 0; i < 8; i++) {
      ByteBuffer.wrap(harmed).putLong(page + random.nextInt(500) * 8, random.nextLong());
    }
    return harmed;
  }

  /** A stale page: a write that the disk has lost. */
  private static byte[] exchanged(byte[] file, Random random) {
    byte[] harmed = file.clone();
    int from = random.nextInt(harmed.length / 4096) * 4096;
    int to = random.nextInt(harmed.length / 4096) * 4096;
    System.arraycopy(file, from, harmed, to, 4096);
    return harmed;
  }

  /** The entries of all pages are whole, but a branch leads to the wrong ones. */
  @Test
  void noticesABranchThatLeadsAstray() throws Exception {
    Path file = folder.resolve("astray").resolve("store.mdb");
    Map<String, List<CheckpointTuple>> expected = fill(file);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer root = root(file, bytes);
    int second = root.getShort(PageFile.HEADER + 2);
    int length = root.getShort(second + 6);
    for (int i = 0; i < length; i++) {
      root.put(second + 8 + i, (byte) 0xFF);
    }
    Files.write(file, bytes);
    assertThat(check(file, expected, "a separator behind all keys")).isPositive();
    assertThat(kept(file)).isEqualTo(bytes);
  }

  /** LMDB would look for keys from their ends, and find none. */
  @Test
  void noticesAnotherOrderOfKeys() throws Exception {
    Path file = folder.resolve("reversed").resolve("store.mdb");
    Map<String, List<CheckpointTuple>> expected = fill(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int meta = 0; meta < 2; meta++) {
      byte[] harmed = bytes.clone();
      harmed[meta * 4096 + 92] = 2;
      Path copy = folder.resolve("reversed" + meta).resolve("store.mdb");
      Files.createDirectories(copy.getParent());
      Files.write(copy, harmed);
      assertThat(check(copy, expected, "meta page " + meta)).isGreaterThanOrEqualTo(199);
      assertThat(kept(copy)).isEqualTo(harmed);
    }
  }

  /** The root page within the bytes of a file. */
  private static ByteBuffer root(Path file, byte[] bytes) throws IOException {
    try (PageFile pages = PageFile.open(file)) {
      int start = (int) pages.metas().get(0).root() * pages.pageSize();
      return ByteBuffer.wrap(bytes, start, pages.pageSize()).slice().order(ByteOrder.nativeOrder());
    }
  }

  @Test
  void savesWhatCanBeReadOfADamagedFile() throws Exception {
    long seed = Long.getLong("fermata.seed", System.nanoTime());
    Random random = new Random(seed);
    Path original = folder.resolve("original.mdb");
    Map<String, List<CheckpointTuple>> expected = fill(original);
    byte[] bytes = Files.readAllBytes(original);
    List<Harm> harms =
        List.of(
            LmdbDamageTest::truncated,
            LmdbDamageTest::flipped,
            LmdbDamageTest::zeroed,
            LmdbDamageTest::wild,
            LmdbDamageTest::exchanged);
    int saved = 0;
    for (int i = 0; i < Integer.getInteger("fermata.damages", 60); i++) {
      Path file = folder.resolve("harmed" + i).resolve("store.mdb");
      Files.createDirectories(file.getParent());
      Files.write(file, harms.get(i % harms.size()).to(bytes, random));
      saved += check(file, expected, "seed " + seed + ", file " + i);
    }
    assertThat(saved).as("seed %d: checkpoints saved", seed).isPositive();
  }

  private static Map<String, List<CheckpointTuple>> fill(Path file) {
    Map<String, List<CheckpointTuple>> all = new java.util.HashMap<>();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      for (int id = 1; id <= 40; id++) {
        for (String thread : THREADS) {
          store.commit(
              new WriteBatch(
                  thread,
                  List.of(
                      checkpoint(id, Map.of("log", append("" + id), "n" + id % 3, set("" + id))),
                      write(id, "t", "result", "", "\"" + "r".repeat(id * 80) + "\""),
                      row(thread, id % 2 == 0 ? Status.PAUSED : Status.RUNNING))));
        }
      }
      for (String thread : THREADS) {
        all.put(thread, store.list(thread, "", null, 100));
      }
    }
    return all;
  }

  /** Opens a damaged file and compares what is left; returns how many checkpoints there are. */
  private static int check(Path file, Map<String, List<CheckpointTuple>> expected, String when)
      throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      int found = 0;
      for (String thread : THREADS) {
        List<CheckpointTuple> left = store.list(thread, "", null, 100);
        for (CheckpointTuple tuple : left) {
          assertThat(expected.get(thread).stream().map(CheckpointTuple::checkpoint))
              .as(when)
              .contains(tuple.checkpoint());
        }
        found += left.size();
      }
      if (store.notice().isPresent()) {
        assertThat(store.notice().get()).as(when).contains("was damaged", "kept as", "saved ");
        assertThat(kept(file)).as(when).isEqualTo(before);
      } else {
        assertThat(found).as(when).isEqualTo(200);
      }
      for (ThreadInfo info : store.threads(null)) {
        long last =
            store
                .getTuple(CheckpointRef.latest(info.thread()))
                .map(t -> t.checkpoint().ref().id().number())
                .orElse(0L);
        store.commit(
            new WriteBatch(info.thread(), List.of(checkpoint(last + 1, Map.of("x", set("1"))))));
      }
      store.close();
      try (LmdbCheckpointer again = LmdbCheckpointer.open(file)) {
        assertThat(again.notice()).as(when).isEmpty();
      }
      return found;
    } catch (CheckpointException e) {
      assertThat(e.code()).as(when + ": " + e.getMessage()).isEqualTo("store-foreign");
      assertThat(Files.readAllBytes(file)).as(when).isEqualTo(before);
      return 0;
    }
  }

  private static byte[] kept(Path file) throws IOException {
    try (var files = Files.list(file.getParent())) {
      List<Path> corrupt =
          new ArrayList<>(
              files.filter(f -> f.getFileName().toString().contains(".corrupt-")).toList());
      assertThat(corrupt).hasSize(1);
      return Files.readAllBytes(corrupt.get(0));
    }
  }
}
