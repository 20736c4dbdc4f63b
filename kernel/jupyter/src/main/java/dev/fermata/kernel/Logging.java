// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What the kernel writes to the terminal of the server: warnings only. */
final class Logging {
  private Logging() {}

  static void quiet() {
    // what cells log is shown in them: the root handler is made with the System.err of its first
    // use, which tells the kernel's threads from theirs
    Logger.getLogger("").setLevel(Level.WARNING);
  }
}
