// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.WriteBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/** The file itself: its place, its modes, who may open it, and what a person is told. */
class LmdbFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("new folder").resolve("checkpoints.mdb");
  }

  private static void refused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((CheckpointException) e).code()).isEqualTo(code));
  }

  private static WriteBatch first(String thread) {
    return new WriteBatch(thread, List.of(checkpoint(1, Map.of("a", set("1")))));
  }

  @Test
  void makesAFileForItsOwnerOnly() throws Exception {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(first("t"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
          .isEqualTo("rwx------");
      assertThat(store.location()).isEqualTo(file.toRealPath().toString());
    }
  }

  @Test
  void keepsWhatWasWrittenWhenOpenedAgain() {
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(first("t"));
    }
    assertThat(LmdbCheckpointer.inUse(file)).isFalse();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.getTuple(CheckpointRef.latest("t"))).isPresent();
      assertThat(store.notice()).isEmpty();
    }
  }

  @Test
  void sharesOneFileAmongAllWhoOpenIt() throws Exception {
    try (LmdbCheckpointer first = LmdbCheckpointer.open(file)) {
      Path link = folder.resolve("link.mdb");
      Files.createSymbolicLink(link, file);
      LmdbCheckpointer second = LmdbCheckpointer.open(link);
      second.commit(first("t"));
      second.close();
      assertThat(LmdbCheckpointer.inUse(file)).isTrue();
      assertThat(first.getTuple(CheckpointRef.latest("t"))).isPresent();
      refused("store-closed", "is closed", () -> second.getTuple(CheckpointRef.latest("t")));
    }
    assertThat(LmdbCheckpointer.inUse(file)).isFalse();
    assertThat(LmdbCheckpointer.inUse(folder.resolve("nothing"))).isFalse();
  }

  @Test
  void refusesAFolder() {
    refused("store-is-directory", "is a folder", () -> LmdbCheckpointer.open(folder));
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    refused("store-foreign", "is an empty file", () -> LmdbCheckpointer.open(empty));
    assertThat(empty).isEmptyFile();
  }

  @Test
  void refusesAnotherProgramsFile() throws Exception {
    for (String text : List.of("x", "hello\n", "{}".repeat(10_000))) {
      Path foreign = Files.writeString(folder.resolve("foreign"), text);
      refused("store-foreign", "left as it is", () -> LmdbCheckpointer.open(foreign));
      refused("store-damaged", "is damaged", () -> LmdbCheckpointer.openReadOnly(foreign));
      assertThat(foreign).hasContent(text);
    }
  }

  @Test
  void refusesAnotherProgramsLmdbFile() throws Exception {
    Path foreign = folder.resolve("foreign.mdb");
    NativeLibrary.prepare();
    try (Env<byte[]> env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMaxDbs(1)
            .open(foreign.toFile(), EnvFlags.MDB_NOSUBDIR)) {
      env.openDbi("theirs", DbiFlags.MDB_CREATE).put(new byte[] {1}, new byte[] {2});
    }
    byte[] before = Files.readAllBytes(foreign);
    refused("store-foreign", "left as it is", () -> LmdbCheckpointer.open(foreign));
    assertThat(Files.readAllBytes(foreign)).isEqualTo(before);
  }

  @Test
  void opensForReadingOnly() {
    refused("store-missing", "does not exist", () -> LmdbCheckpointer.openReadOnly(file));
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(first("t"));
    }
    try (LmdbCheckpointer store = LmdbCheckpointer.openReadOnly(file)) {
      assertThat(store.getTuple(CheckpointRef.latest("t"))).isPresent();
      refused("store-read-only", "nothing was saved", () -> store.commit(first("u")));
      assertThat(store.write(first("u"))).isCompletedExceptionally();
    }
  }

  @Test
  void noticesThatTheFileWasDeletedWhileOpen() throws Exception {
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(first("t"));
      Files.delete(file);
      refused("store-gone", "deleted or replaced", () -> store.commit(first("u")));
      assertThat(store.getTuple(CheckpointRef.latest("t"))).isPresent();
    }
  }

  @Test
  void opensWithoutOrWithAnOldLockFile() throws Exception {
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(first("t"));
    }
    Path lock = file.resolveSibling("checkpoints.mdb-lock");
    Files.writeString(lock, "left over".repeat(1_000));
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.getTuple(CheckpointRef.latest("t"))).isPresent();
    }
    Files.delete(lock);
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      assertThat(store.getTuple(CheckpointRef.latest("t"))).isPresent();
    }
  }

  @Test
  void stopsWhenTheDiskIsFullAndKeepsWhatWasSaved() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 2048; exec \"$@\"", "sh");
    try (Child child = Child.start(limited, FillMain.class, file)) {
      List<String> lines = child.rest();
      assertThat(lines.get(lines.size() - 1)).matches("(disk-full|store-io) nothing was saved.*");
      int last = lines.size() - 1;
      try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
        assertThat(store.notice()).isEmpty();
        assertThat(store.getTuple(CheckpointRef.latest("t")).orElseThrow().checkpoint().ref().id())
            .hasToString("" + last);
      }
    }
  }

  @Test
  void backsUpWhileOpen() throws Exception {
    Path copy = folder.resolve("backups").resolve("copy.mdb");
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      store.commit(first("t"));
      store.backup(copy);
      store.commit(first("u"));
      refused("file-exists", "name another", () -> store.backup(copy));
      assertThat(copy.toFile().canRead()).isTrue();
      if (Files.getFileStore(copy).supportsFileAttributeView("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
            .isEqualTo("rw-------");
      }
    }
    try (LmdbCheckpointer store = LmdbCheckpointer.open(copy)) {
      assertThat(store.getTuple(CheckpointRef.latest("t"))).isPresent();
      assertThat(store.getTuple(CheckpointRef.latest("u"))).isEmpty();
    }
  }
}
