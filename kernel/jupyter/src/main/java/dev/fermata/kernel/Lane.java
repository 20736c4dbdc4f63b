// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A thread of the kernel that handles messages one after another. */
final class Lane implements Executor {
  private final ExecutorService thread;
  private final AtomicLong arrived = new AtomicLong();
  private volatile long droppedUpTo;
  private volatile long current;

  Lane(String name) {
    thread = Executors.newSingleThreadExecutor(task -> new KernelThread(task, "jupyter-" + name));
  }

  @Override
  public void execute(Runnable task) {
    var ticket = arrived.incrementAndGet();
    thread.execute(
        () -> {
          current = ticket;
          task.run();
        });
  }

  /** Marks everything that waits now as dropped. */
  void dropWaiting() {
    droppedUpTo = arrived.get();
  }

  /** Whether the running task was dropped while it waited. */
  boolean isDropped() {
    return current <= droppedUpTo;
  }

  /** Ends the thread when what waits is done. */
  void finish() {
    thread.shutdown();
  }

  void stop() {
    thread.shutdownNow();
  }
}
