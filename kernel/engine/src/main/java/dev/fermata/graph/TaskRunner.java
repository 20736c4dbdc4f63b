// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks of a superstep side by side. The caller's thread takes part. Whoever takes a task
 * while others are left starts one more thread first, unless one is on its way: so many short tasks
 * are done by few threads before the next has started, and long ones never wait for each other. New
 * threads inherit the caller's thread group.
 */
final class TaskRunner {
  private final List<? extends Task<?>> tasks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean starting = new AtomicBoolean();
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
      tasks.get(0).execute();
      return tasks.get(0).is(Task.Status.FAILED) && isInterruption(tasks.get(0).failure());
    }
    TaskRunner runner = new TaskRunner(tasks);
    runner.work(false);
    return runner.join();
  }

  private static boolean isInterruption(Throwable failure) {
    return failure instanceof InterruptedException || Thread.currentThread().isInterrupted();
  }

  private void work(boolean helper) {
    if (helper) {
      starting.set(false);
    }
    int index;
    while (!cancelled && (index = next.getAndIncrement()) < tasks.size()) {
      if (index + 1 < tasks.size() && starting.compareAndSet(false, true)) {
        help();
      }
      tasks.get(index).execute();
      if (!helper && tasks.get(index).is(Task.Status.FAILED)) {
        cancelled |= isInterruption(tasks.get(index).failure());
      }
    }
  }

  private void help() {
    synchronized (helpers) {
      if (!cancelled) {
        Thread helper = new Thread(() -> work(true), "fermata-task-" + helpers.size());
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
