// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest frames of threads. Thread.getAllStackTraces, on 17 Thread.getStackTrace too, stops the
 * JVM until it has listed every frame there is: half a minute for a stack full of recursion.
 */
final class Stacks {
  /** As deep as the JVM's own traces of exceptions. */
  private static final int DEPTH = 1024;

  private Stacks() {}

  /** Empty for a thread that has ended. */
  static StackTraceElement[] of(Thread thread) {
    return of(new Thread[] {thread}).getOrDefault(thread, new StackTraceElement[0]);
  }

  /** Every platform thread's. */
  static Map<Thread, StackTraceElement[]> all() {
    var root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    var found = new Thread[root.activeCount() + 16];
    return of(Arrays.copyOf(found, root.enumerate(found, true)));
  }

  @SuppressWarnings("deprecation") // threadId() is of Java 19
  private static Map<Thread, StackTraceElement[]> of(Thread[] threads) {
    long[] ids = Arrays.stream(threads).mapToLong(Thread::getId).toArray();
    var infos = ManagementFactory.getThreadMXBean().getThreadInfo(ids, DEPTH);
    var stacks = new LinkedHashMap<Thread, StackTraceElement[]>();
    for (int i = 0; i < threads.length; i++) {
      if (infos[i] != null) {
        stacks.put(threads[i], infos[i].getStackTrace());
      }
    }
    return stacks;
  }
}
