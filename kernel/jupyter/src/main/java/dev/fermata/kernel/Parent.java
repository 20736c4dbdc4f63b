// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import org.jspecify.annotations.Nullable;

/** The process that started the kernel. */
final class Parent {
  private Parent() {}

  /**
   * Runs something when the parent has ended, so that a killed server leaves no kernels.
   *
   * @param pid as Jupyter gives it in {@code JPY_PARENT_PID}; null when it does not
   */
  static void whenGone(@Nullable String pid, Runnable action) {
    if (pid == null || !pid.matches("[1-9][0-9]{0,9}")) {
      return;
    }
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(parent -> watch(parent, action));
  }

  private static void watch(ProcessHandle parent, Runnable action) {
    var unused = parent.onExit().thenRun(action);
  }
}
