// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Work that nobody waits for yet, on a thread of its own: it is not to hold up cells. */
final class IdleWork {
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Interrupter cells;
  private volatile @Nullable Thread thread;
  private volatile boolean ending;
  private volatile long lastCell = System.nanoTime();

  IdleWork(Interrupter cells) {
    this.cells = cells;
  }

  void start(Runnable work) {
    var worker = new Thread(work, "fermata-warm");
    worker.setDaemon(true);
    thread = worker;
    worker.start();
  }

  void cellEnded() {
    lastCell = System.nanoTime();
  }

  /**
   * Waits until no cell has run for a moment.
   *
   * @return false when the session ends, so that there is no sense in working on
   */
  boolean awaitIdleness() {
    while (!ending && (cells.anyOpen() || System.nanoTime() - lastCell < IDLE_NANOS)) {
      LockSupport.parkNanos(IDLE_NANOS);
    }
    return !ending;
  }

  /** Waits for the end of what is being done. */
  void end() {
    ending = true;
    try {
      var worker = thread;
      if (worker != null) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
