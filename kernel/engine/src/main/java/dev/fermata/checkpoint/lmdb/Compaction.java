// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/**
 * Rewrites a store file that this process does not have open. At every moment the path names a
 * whole file: the old one, or the new one.
 */
final class Compaction {
  private Compaction() {}

  static void of(Path path) {
    try (FileChannel channel = FileChannel.open(StoreFile.lockOf(path), StandardOpenOption.WRITE);
        FileLock alone = lockAlone(channel)) {
      if (alone == null) {
        throw new CheckpointException(
            "store-in-use",
            path
                + " is open in another process, which would go on in the old file; nothing was"
                + " changed. End the other kernels of this folder, then compact");
      }
      Path copy = path.resolveSibling(path.getFileName() + ".compacted");
      Files.deleteIfExists(copy); // of a process that ended in the middle
      copy(path, copy);
      StoreFile.makePrivate(copy);
      StoreFile.sync(copy);
      Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CheckpointException("store-error", path + " cannot be compacted: " + e, e);
    }
  }

  /**
   * Takes the byte that every process which has the environment open holds a shared lock on: LMDB's
   * own way to find out whether it is the only one.
   */
  private static @Nullable FileLock lockAlone(FileChannel lockFile) throws IOException {
    return lockFile.tryLock(0, 1, false);
  }

  private static void copy(Path path, Path copy) {
    try (Env<byte[]> env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMapSize(Math.max(1, path.toFile().length()))
            .open(
                path.toFile(),
                0600,
                EnvFlags.MDB_NOSUBDIR,
                EnvFlags.MDB_RDONLY_ENV,
                EnvFlags.MDB_NOLOCK)) {
      env.copy(copy.toFile(), CopyFlags.MDB_CP_COMPACT);
    }
  }
}
