// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stores that this process has open, by real path. A file must not be mapped twice in a
 * process: closing one mapping drops the file lock of the other, and another process then
 * overwrites pages that are still being read. So this table is as static as the process.
 */
final class OpenStores {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Map<Path, Shared> OPEN = new HashMap<>();

  private OpenStores() {}

  private static final class Shared {
    final LmdbStore store;
    int users = 1;

    Shared(LmdbStore store) {
      this.store = store;
    }
  }

  static LmdbStore open(Path realPath, Supplier<LmdbStore> opener) {
    LOCK.lock();
    try {
      Shared shared = OPEN.get(realPath);
      if (shared != null) {
        shared.users++;
        return shared.store;
      }
      LmdbStore store = opener.get();
      OPEN.put(realPath, new Shared(store));
      return store;
    } finally {
      LOCK.unlock();
    }
  }

  static boolean isOpen(Path realPath) {
    LOCK.lock();
    try {
      return OPEN.containsKey(realPath);
    } finally {
      LOCK.unlock();
    }
  }

  /** Gives a store back; the last user closes it. */
  static void release(Path realPath) {
    LOCK.lock();
    try {
      @Nullable Shared shared = OPEN.get(realPath);
      if (shared != null && --shared.users == 0) {
        OPEN.remove(realPath);
        shared.store.close();
      }
    } finally {
      LOCK.unlock();
    }
  }
}
