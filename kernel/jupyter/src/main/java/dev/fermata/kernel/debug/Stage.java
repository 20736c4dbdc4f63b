// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stopped thread at a time is what front ends show; another one that comes to a breakpoint
 * waits for its turn. A thread that steps keeps its turn for a moment, so that the steps of one
 * thread are not mixed with the stops of another, but not for ever: it may be waiting for that
 * other.
 */
final class Stage {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private @Nullable CellExecution holder;
  private boolean comesBack;
  private long since;

  /** Waits for the turn of a thread. */
  synchronized void enter(CellExecution thread) throws InterruptedException {
    while (holder != null && holder != thread && !isGivenUp()) {
      TimeUnit.NANOSECONDS.timedWait(this, PATIENCE_NANOS / 10);
    }
    holder = thread;
    comesBack = false;
  }

  private boolean isGivenUp() {
    return comesBack && System.nanoTime() - since > PATIENCE_NANOS;
  }

  /** Ends the turn, or lends it when the thread only makes a step. */
  synchronized void leave(CellExecution thread, boolean steps) {
    if (holder == thread) {
      comesBack = steps;
      since = System.nanoTime();
      if (!steps) {
        holder = null;
      }
      notifyAll();
    }
  }
}
