// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/** A cell asked the JVM to exit. */
final class CellExit extends Error {
  private static final long serialVersionUID = 1L;

  CellExit(int status) {
    super(
        "System.exit("
            + status
            + ") would end the kernel and every variable with it; use %exit to end the session");
  }
}
