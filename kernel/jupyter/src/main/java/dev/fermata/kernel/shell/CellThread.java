// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs a cell's code, one piece after the other, so that ThreadLocals last for the cell. */
final class CellThread extends Thread {
  /**
   * Four times what Java gives the thread of main. The JVM takes seconds to unwind a full stack of
   * 16 MB, and longer to list it.
   */
  private static final long STACK_BYTES = 4L << 20;

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final AtomicInteger pieces = new AtomicInteger();
  private final AtomicReference<@Nullable CompletableFuture<?>> running = new AtomicReference<>();

  /** Set and read by this thread only. */
  private boolean over;

  CellThread(ThreadGroup group, String id, ClassLoader loader) {
    super(group, null, "cell " + id, STACK_BYTES, false);
    setContextClassLoader(loader);
    setDaemon(true);
  }

  /** Completes normally, or with whatever the work threw. */
  <T> CompletableFuture<T> submit(Callable<T> piece) {
    var result = new CompletableFuture<T>();
    running.set(result);
    pieces.incrementAndGet();
    work.add(() -> runInto(result, piece));
    return result;
  }

  /** Whether a piece of work is not done yet, also when nobody waits for it any more. */
  boolean isBusy() {
    return pieces.get() > 0;
  }

  /** Answers whoever waits for the work, which goes on. */
  void abandon() {
    var piece = running.get();
    if (piece != null) {
      piece.completeExceptionally(
          new CellInterrupted(
              "the cell was told to stop, but its code cannot be stopped where it is ("
                  + Interrupter.whereabouts(this)
                  + "); it is left behind and the next cell runs without it. Restart the kernel to"
                  + " be rid of it"));
    }
    end();
  }

  /** Ends the thread after the work it has. */
  void end() {
    work.add(() -> over = true);
  }

  @Override
  public void run() {
    while (!over) {
      try {
        work.take().run();
      } catch (InterruptedException late) {
        // An interrupt that arrived after the work was done has nothing left to stop.
      }
    }
  }

  /** The border where cell code may throw anything. */
  private <T> void runInto(CompletableFuture<T> result, Callable<T> piece) {
    try {
      var value = piece.call();
      pieces.decrementAndGet();
      result.complete(value);
    } catch (Throwable thrown) {
      pieces.decrementAndGet();
      result.completeExceptionally(thrown);
    }
  }
}
