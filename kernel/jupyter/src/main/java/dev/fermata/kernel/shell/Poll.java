// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/**
 * What the byte code of cells calls at the loops and entries that {@link PollInserter} chose, and
 * in place of {@code System.exit}. Public only because cells have another class loader.
 */
public final class Poll {
  /**
   * Raised while some cell is being stopped. Not volatile: a volatile read in every loop would keep
   * the JIT from unrolling and vectorising. The interpreter and code compiled afterwards read it
   * each time; code that was compiled before is thrown away by {@link HotSwap#recompile}. Where the
   * JVM has no agent for that, cells read {@link #slowStop}.
   */
  static boolean stop;

  /** The same, for cells without hot swap. */
  static volatile boolean slowStop;

  private static int raised;

  private Poll() {}

  /** Some cell is being stopped. */
  static synchronized void raise() {
    raised++;
    stop = true;
    slowStop = true;
  }

  /** The end of one {@link #raise()}. */
  static synchronized void lower() {
    raised--;
    stop = raised > 0;
    slowStop = raised > 0;
  }

  /** A loop goes round, or a method is entered. Returns at once unless this cell is to stop. */
  public static void check() {
    if (stop) {
      CellScope.leaveIfCancelled();
    }
  }

  /** As {@link #check()}, with a volatile read. */
  public static void checkVolatile() {
    if (slowStop) {
      CellScope.leaveIfCancelled();
    }
  }

  /**
   * Stands in for {@code System.exit}.
   *
   * @param status what the cell asked for
   */
  @SuppressWarnings("DoNotCallSuggester") // byte code calls it, never source
  public static void exit(int status) {
    throw new CellExit(status);
  }

  /**
   * Stands in for {@code Runtime.exit} and {@code Runtime.halt}.
   *
   * @param runtime not used
   * @param status what the cell asked for
   */
  @SuppressWarnings("DoNotCallSuggester") // byte code calls it, never source
  public static void exit(Runtime runtime, int status) {
    throw new CellExit(status);
  }
}
