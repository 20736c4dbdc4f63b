// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stops the cells that run. */
final class Interrupter {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The JVM takes seconds to unwind a stack that recursion has filled. */
  private static final long UNWINDING_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /**
   * How long virtual threads, which cannot be listed, find the flag up after all others stopped.
   */
  private static final long GRACE_MILLIS = 100;

  /** As deep as the JVM's own traces of exceptions. */
  private static final int NEWEST_FRAMES = 1024;

  private final CellLoader loader;
  private final Set<CellScope> open = ConcurrentHashMap.newKeySet();

  /** Ended cells whose threads went on when it was last looked; their groups hold them weakly. */
  private final Set<CellScope> outlived = ConcurrentHashMap.newKeySet();

  Interrupter(CellLoader loader) {
    this.loader = loader;
  }

  void opened(CellScope scope) {
    open.add(scope);
  }

  void closed(CellScope scope) {
    outlived.add(scope);
    open.remove(scope);
    outlived.removeIf(ended -> !ended.hasThreads());
  }

  /** Whether a cell has begun and not ended. */
  boolean anyOpen() {
    return !open.isEmpty();
  }

  /** Returns when all is still, or patience has run out. */
  synchronized Interruption interrupt() {
    var scopes = Set.copyOf(open);
    if (scopes.isEmpty()) {
      return new Interruption.NothingRunning();
    }
    int before = busy(scopes).size();
    scopes.forEach(CellScope::cancel);
    Poll.raise();
    var left = stop(scopes);
    lowerWhenGone(left);
    if (left.isEmpty()) {
      return new Interruption.Stopped(before);
    }
    var places = left.stream().map(Interrupter::whereabouts).toList();
    scopes.forEach(CellScope::abandonThread);
    return new Interruption.CannotBeStopped(places);
  }

  private List<Thread> stop(Set<CellScope> scopes) {
    long begun = System.nanoTime();
    long look = PATIENCE_NANOS;
    var left = busy(scopes);
    for (int round = 0; !left.isEmpty(); round++) {
      long waited = System.nanoTime() - begun;
      if (waited > look) {
        if (waited > UNWINDING_NANOS || left.stream().noneMatch(Interrupter::isUnwinding)) {
          return left;
        }
        look = waited + PATIENCE_NANOS / 4;
      }
      if (round % 8 == 0) {
        left.forEach(Thread::interrupt);
      }
      LockSupport.parkNanos(ROUND_NANOS);
      left = busy(scopes);
    }
    return left;
  }

  /** Whether a thread is in code that polls, or in a poll, and not in what such code called. */
  private static boolean isUnwinding(Thread thread) {
    StackTraceElement called = null;
    for (var frame : newestFrames(thread)) {
      if (Places.isCell(frame)) {
        return called == null || called.getClassName().equals(Poll.class.getName());
      }
      called = frame;
    }
    return false;
  }

  /** A thread that comes back from where it cannot be stopped must still find the flag. */
  private static void lowerWhenGone(List<Thread> stuck) {
    CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              var alive = stuck.stream().filter(Interrupter::isWorking).toList();
              if (alive.isEmpty()) {
                Poll.lower();
              } else {
                lowerWhenGone(alive);
              }
            });
  }

  /**
   * Threads with work of these cells: their own first; once those are still, the threads of shared
   * pools too.
   */
  private List<Thread> busy(Set<CellScope> scopes) {
    var found = new ArrayList<Thread>();
    for (var scope : scopes) {
      scope.threads().stream().filter(Interrupter::isWorking).forEach(found::add);
    }
    if (found.isEmpty()) {
      Thread.getAllStackTraces()
          .forEach(
              (thread, stack) -> {
                if (loader.runsCodeOf(scopes, stack)) {
                  found.add(thread);
                }
              });
    }
    return found;
  }

  /** Idle workers of a pool that a cell made do not count. */
  private static boolean isWorking(Thread thread) {
    return thread instanceof CellThread cell
        ? cell.isBusy()
        : Arrays.stream(thread.getStackTrace()).anyMatch(Places::isCell);
  }

  /**
   * For a thread that may be deep in recursion: on Java 17 Thread.getStackTrace would stop the JVM
   * until it had listed every frame. Slow the first time, so not for what is asked at every stop.
   */
  private static StackTraceElement[] newestFrames(Thread thread) {
    @SuppressWarnings("deprecation") // threadId() is of Java 19
    long id = thread.getId();
    var info = ManagementFactory.getThreadMXBean().getThreadInfo(id, NEWEST_FRAMES);
    return info == null ? new StackTraceElement[0] : info.getStackTrace();
  }

  static String whereabouts(Thread thread) {
    var stack = newestFrames(thread);
    return "\"" + thread.getName() + "\"" + (stack.length == 0 ? "" : " in " + stack[0]);
  }
}
