// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbNativeException;

/** Turns the library's errors into sentences with a stable code. */
final class StoreErrors {
  private static final long ALMOST_NOTHING = 4 << 20;
  private static final int EIO = 5;
  private static final int EACCES = 13;
  private static final int EFBIG = 27;
  private static final int ENOSPC = 28;
  private static final int EROFS = 30;
  private static final int EDQUOT_LINUX = 122;
  private static final int EDQUOT_MAC = 69;
  private static final int ERROR_DISK_FULL_WINDOWS = 112;

  private StoreErrors() {}

  static CheckpointException of(Path path, RuntimeException error) {
    if (error instanceof CheckpointException known) {
      return known;
    }
    if (error instanceof LmdbNativeException.PageCorruptedException
        || error instanceof LmdbNativeException.PageNotFoundException
        || error instanceof LmdbNativeException.PanicException
        || error instanceof Env.FileInvalidException) {
      return new CheckpointException(
          "store-damaged",
          path
              + " is damaged ("
              + error.getMessage()
              + "): close it and open it again, it is then checked and what can be read is saved",
          error);
    }
    if (error instanceof Env.MapFullException) {
      return new CheckpointException(
          "store-full", path + " has reached its largest size; prune or delete threads", error);
    }
    if (error instanceof Env.ReadersFullException) {
      return new CheckpointException(
          "store-busy", path + " has too many readers at once; try again", error);
    }
    return error instanceof LmdbNativeException failed
        ? ofCode(path, failed)
        : new CheckpointException("store-error", path + ": " + error.getMessage(), error);
  }

  private static CheckpointException ofCode(Path path, LmdbNativeException error) {
    return switch (error.getResultCode()) {
      case ENOSPC, EFBIG, EDQUOT_LINUX, EDQUOT_MAC, ERROR_DISK_FULL_WINDOWS -> full(path, error);
      case EACCES, EROFS ->
          new CheckpointException(
              "store-read-only", path + " cannot be written; check its permissions", error);
      case EIO -> // LMDB's word for a write that was cut short, too
          isFull(path)
              ? full(path, error)
              : new CheckpointException(
                  "store-io",
                  ("nothing was saved: the disk did not take all of it for %s; its quota is used up,"
                          + " or it fails. What was saved before is intact")
                      .formatted(path),
                  error);
      default -> new CheckpointException("store-error", path + ": " + error.getMessage(), error);
    };
  }

  private static CheckpointException full(Path path, LmdbNativeException error) {
    return new CheckpointException(
        "disk-full",
        ("nothing was saved: no space is left for %s; what was saved before is intact. Free some"
                + " space and continue")
            .formatted(path),
        error);
  }

  private static boolean isFull(Path path) {
    try {
      return Files.getFileStore(path).getUsableSpace() < ALMOST_NOTHING;
    } catch (IOException e) {
      return false;
    }
  }
}
