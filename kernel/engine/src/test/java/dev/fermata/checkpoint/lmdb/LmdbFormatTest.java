// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.row;
import static dev.fermata.checkpoint.CheckpointerFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.ThreadLife;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/** Stores of other versions: newer ones are read and left alone, older ones are brought along. */
class LmdbFormatTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeAStore() {
    file = folder.resolve("store.mdb");
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(batch("old"));
    }
  }

  private static WriteBatch batch(String thread) {
    return new WriteBatch(
        thread, List.of(checkpoint(1, Map.of("a", set("1"))), row(thread, Status.PAUSED)));
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(CheckpointException.class, call).code();
  }

  private void makeNewer() {
    try (EnvGate gate = new EnvGate(file, false)) {
      gate.write(LmdbFormatTest::newer);
    }
  }

  private static boolean newer(Rows rows) {
    Header.read(rows).withFormat(Header.FORMAT + 1).write(rows);
    return true;
  }

  @Test
  void readsANewerStoreAndSaysThatItCannotBeChanged() {
    makeNewer();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.notice()).get().asString().contains("newer version", "update Fermata");
      assertThat(store.getTuple(CheckpointRef.latest("old"))).isPresent();
      assertThat(store.threads(Status.PAUSED)).hasSize(1);
      assertThat(code(() -> store.commit(batch("new")))).isEqualTo("store-newer");
      assertThat(code(() -> store.deleteThread("old"))).isEqualTo("store-newer");
      assertThatThrownBy(() -> store.write(batch("new")).join())
          .hasCauseInstanceOf(CheckpointException.class)
          .hasMessageContaining("update Fermata");
      assertThat(store.threads(null)).hasSize(1);
    }
  }

  @Test
  void noticesThatANewerVersionHasMigratedTheStoreMeanwhile() throws IOException {
    Path known = file.toRealPath();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(batch("before"));
      OpenStores.open(known, () -> null).gate().write(LmdbFormatTest::newer);
      OpenStores.release(known);
      assertThat(code(() -> store.commit(batch("after")))).isEqualTo("store-newer");
      assertThat(store.threads(null)).hasSize(2);
    }
  }

  private static byte[] ofLayout(int layout, byte[] key, byte[] framed) {
    framed[1] = (byte) layout;
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(framed, 0, framed.length - 4);
    ByteBuffer.wrap(framed).putInt(framed.length - 4, (int) crc.getValue());
    return framed;
  }

  /** A record in a layout of the future, under a key of today. */
  @Test
  void namesTheRecordsThatOnlyANewerVersionCanRead() {
    makeNewer();
    byte[] key = Keys.thread("future");
    byte[] framed = ofLayout(7, key, Frame.wrap(key, new byte[] {1, 2, 3}));
    try (Env<byte[]> env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMapSize(1 << 26)
            .open(file.toFile(), EnvFlags.MDB_NOSUBDIR)) {
      env.openDbi((byte[]) null).put(key, framed);
    }
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.getTuple(CheckpointRef.latest("old"))).isPresent();
      assertThatThrownBy(() -> store.getTuple(CheckpointRef.latest("future")))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("type thread was written by a newer version");
      assertThat(store.check()).as("sound all the same").isEmpty();
    }
  }

  @Test
  void leavesADamagedNewerStoreToTheNewerVersion() throws IOException {
    makeNewer();
    byte[] bytes = Files.readAllBytes(file);
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 100);
    Files.write(file, cut);
    assertThat(code(() -> LmdbCheckpointer.open(file))).isEqualTo("store-newer");
    assertThat(Files.readAllBytes(file)).isEqualTo(cut);
  }

  @Test
  void bringsAnOlderStoreAlongAfterABackup() throws IOException {
    byte[] extra = Keys.nameNumber("extra");
    List<Migration.Step> steps =
        List.of(
            rows -> rows.put(extra, new Fields().number(1)),
            rows -> rows.put(extra, new Fields().number(rows.get(extra).number() + 10)));
    try (EnvGate gate = new EnvGate(file, false)) {
      assertThat(Migration.run(gate, steps)).get().asString().contains("format 1 to format 3");
      assertThat(gate.<Long>read(rows -> rows.get(extra).number())).isEqualTo(11);
      assertThat(gate.read(Header::read).format()).isEqualTo(3);
      assertThat(Migration.run(gate, steps)).as("once").isEmpty();
    }
    try (LmdbCheckpointer store = LmdbCheckpointer.open(backup())) {
      assertThat(store.notice()).isEmpty();
      store.commit(batch("still of format 1"));
      assertThat(store.threads(null)).hasSize(2);
    }
  }

  @Test
  void leavesTheStoreAsItWasWhenAStepFails() throws IOException {
    List<Migration.Step> steps =
        List.of(
            rows -> rows.put(Keys.thread("half"), new Fields().number(1)),
            rows -> {
              throw new IllegalStateException("boom");
            });
    try (EnvGate gate = new EnvGate(file, false)) {
      assertThatThrownBy(() -> Migration.run(gate, steps)).hasMessage("boom");
    }
    assertThat(backup()).exists();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.notice()).isEmpty();
      assertThat(store.getTuple(CheckpointRef.latest("half"))).isEmpty();
      store.commit(batch("new"));
    }
  }

  private Path backup() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("store.mdb.format-1-"))
          .filter(f -> !f.getFileName().toString().endsWith("-lock"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** As on Windows, where a large map would be a large file. */
  @Test
  void doublesASmallMapWhenItIsFull() {
    Path small = folder.resolve("small.mdb");
    String filler = "\"" + "x".repeat(4_000) + "\"";
    Names names = new Names();
    Lives lives = new Lives();
    try (EnvGate gate = new EnvGate(small, false, 1 << 16);
        Committer committer = new Committer(gate, names, lives)) {
      for (int i = 0; i < 200; i++) {
        ExpectLife life = new ExpectLife(new ThreadLife(0)); // begins twice when the map is full
        String thread = "t" + i;
        WriteBatch batch =
            new WriteBatch(thread, List.of(life, checkpoint(1, Map.of("c" + i, set(filler)))));
        committer
            .submit(
                rows -> {
                  new ThreadWriter(rows, names, lives, thread).apply(batch.mutations());
                  return true;
                },
                true)
            .join();
        assertThat(life.life().number()).isEqualTo(i + 1);
      }
      for (int i = 0; i < 200; i++) {
        CheckpointRef latest = CheckpointRef.latest("t" + i);
        Map<String, Json> channels = gate.read(rows -> channels(rows, latest));
        assertThat(channels).containsOnlyKeys("c" + i);
      }
    }
  }

  private static Map<String, Json> channels(Rows rows, CheckpointRef ref) {
    ThreadReader thread = ThreadReader.of(rows, new Names(), ref.thread()).orElseThrow();
    return thread.tuple(ref).orElseThrow().checkpoint().channels();
  }
}
