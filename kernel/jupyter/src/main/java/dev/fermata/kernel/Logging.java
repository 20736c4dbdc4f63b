// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What the kernel writes to the terminal of the server: warnings only. */
final class Logging {
  private Logging() {}

  static void quiet() {
    // the root handler was made with the true System.err, so no cell ever shows the log
    Logger.getLogger("").setLevel(Level.WARNING);
  }
}
