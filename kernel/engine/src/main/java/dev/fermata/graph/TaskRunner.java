// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the tasks of a superstep side by side. The caller's thread takes part from the start; a
 * helper joins after a millisecond if tasks are left then, and brings the next helper with it, or
 * two when nothing moved meanwhile. So many short tasks need hardly a thread, and tasks that wait
 * never wait for each other. Helpers inherit the caller's thread group.
 */
final class TaskRunner {
  private static final long PATIENCE_NANOS = 1_000_000;

  private final List<? extends Task<?>> tasks;
  private final AtomicInteger next = new AtomicInteger();
  private final List<Thread> helpers = new ArrayList<>();
  private volatile boolean cancelled;

  private TaskRunner(List<? extends Task<?>> tasks) {
    this.tasks = tasks;
  }

  /**
   * Runs all tasks and returns when each has ended.
   *
   * @return whether the caller was interrupted meanwhile
   */
  static boolean run(List<? extends Task<?>> tasks) {
    if (tasks.size() == 1) {
      Task<?> only = tasks.get(0);
      only.execute();
      return only.is(Task.Status.FAILED) && isInterruption(only.failure());
    }
    TaskRunner runner = new TaskRunner(tasks);
    runner.help(1);
    runner.work();
    return runner.join();
  }

  private static boolean isInterruption(Throwable failure) {
    return failure instanceof InterruptedException || Thread.currentThread().isInterrupted();
  }

  private boolean isDone() {
    return cancelled || next.get() >= tasks.size();
  }

  private void work() {
    int index;
    while (!cancelled && (index = next.getAndIncrement()) < tasks.size()) {
      Task<?> task = tasks.get(index);
      task.execute();
      if (task.is(Task.Status.FAILED) && isInterruption(task.failure())) {
        cancelled |= !isHelper();
      }
    }
  }

  private boolean isHelper() {
    synchronized (helpers) {
      return helpers.contains(Thread.currentThread());
    }
  }

  private void helper() {
    int before = next.get();
    long start = System.nanoTime();
    while (!isDone() && System.nanoTime() - start < PATIENCE_NANOS) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(this, PATIENCE_NANOS);
    }
    if (!isDone()) {
      help(next.get() == before ? 2 : 1);
      work();
    }
  }

  private void help(int count) {
    synchronized (helpers) {
      for (int i = 0; i < count && !isDone() && helpers.size() + 1 < tasks.size(); i++) {
        Thread helper = new Thread(this::helper, "fermata-task-" + helpers.size());
        helper.setDaemon(true);
        helpers.add(helper);
        helper.start();
      }
    }
  }

  private boolean join() {
    boolean interrupted = cancelled;
    if (interrupted) {
      interruptHelpers();
    }
    int joined = 0;
    while (true) {
      Thread helper;
      synchronized (helpers) {
        if (joined == helpers.size()) {
          break;
        }
        helper = helpers.get(joined);
      }
      LockSupport.unpark(helper);
      try {
        helper.join();
        joined++;
      } catch (InterruptedException e) {
        interrupted = true;
        interruptHelpers();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return interrupted;
  }

  private void interruptHelpers() {
    cancelled = true;
    synchronized (helpers) {
      helpers.forEach(Thread::interrupt);
    }
  }
}
