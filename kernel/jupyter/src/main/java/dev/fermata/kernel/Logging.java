// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel writes to the terminal of the server: warnings only. What the code of cells logs
 * is shown in the cells.
 */
final class Logging {
  /** Held, since the log manager forgets a logger and its handlers that nobody holds. */
  private static final Logger OURS = Logger.getLogger("dev.fermata.kernel");

  private Logging() {}

  /** To be called before cells get streams of their own. */
  static void quiet() {
    Logger.getLogger("").setLevel(Level.WARNING);
    OURS.setUseParentHandlers(false); // Java's own is made with the streams of its first use
    OURS.addHandler(new Terminal(System.err));
  }

  private static final class Terminal extends Handler {
    private final PrintStream terminal;
    private @Nullable Formatter format;

    Terminal(PrintStream terminal) {
      this.terminal = terminal;
    }

    @Override
    public synchronized void publish(LogRecord said) {
      if (isLoggable(said)) {
        var known = format;
        if (known == null) { // a kernel that has nothing to say needs none
          known = new SimpleFormatter();
          format = known;
        }
        terminal.print(known.format(said));
      }
    }

    @Override
    public void flush() {
      terminal.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
