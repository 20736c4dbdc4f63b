// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stops the cells that run. */
final class Interrupter {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Set<CellScope> open = ConcurrentHashMap.newKeySet();

  void opened(CellScope scope) {
    open.add(scope);
  }

  void closed(CellScope scope) {
    open.remove(scope);
  }

  /** Returns when all is still, or patience has run out. */
  synchronized Interruption interrupt() {
    var scopes = List.copyOf(open);
    if (scopes.isEmpty()) {
      return new Interruption.NothingRunning();
    }
    scopes.forEach(CellScope::cancel);
    int before = busy(scopes).size();
    Poll.raise();
    try {
      var left = stop(scopes);
      if (left.isEmpty()) {
        return new Interruption.Stopped(before);
      }
      scopes.forEach(CellScope::abandonThread);
      return new Interruption.CannotBeStopped(left.stream().map(Interrupter::whereabouts).toList());
    } finally {
      Poll.lower();
    }
  }

  private static List<Thread> stop(Collection<CellScope> scopes) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    var left = busy(scopes);
    for (int round = 0; !left.isEmpty() && System.nanoTime() < end; round++) {
      if (round % 8 == 0) {
        left.forEach(Thread::interrupt);
      }
      LockSupport.parkNanos(ROUND_NANOS);
      left = busy(scopes);
    }
    return left;
  }

  /** Threads with work of these cells; idle workers of a pool that a cell made do not count. */
  private static List<Thread> busy(Collection<CellScope> scopes) {
    var found = new ArrayList<Thread>();
    for (var scope : scopes) {
      for (var thread : scope.threads()) {
        boolean working =
            thread instanceof CellThread cell
                ? cell.isBusy()
                : Arrays.stream(thread.getStackTrace()).anyMatch(Places::isCell);
        if (working) {
          found.add(thread);
        }
      }
    }
    return found;
  }

  static String whereabouts(Thread thread) {
    var stack = thread.getStackTrace();
    return "\"" + thread.getName() + "\"" + (stack.length == 0 ? "" : " in " + stack[0]);
  }
}
