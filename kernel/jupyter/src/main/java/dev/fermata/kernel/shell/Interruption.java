// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;

/** What an interrupt did. */
public sealed interface Interruption {
  /** No cell was running. */
  record NothingRunning() implements Interruption {}

  /**
   * The running cell is stopped, its threads too.
   *
   * @param threads how many threads were stopped
   */
  record Stopped(int threads) implements Interruption {}

  /**
   * Some threads did not stop in time. The cell is answered all the same and the next one runs on
   * another thread; these go on until they reach cell code again, or for ever.
   *
   * @param threads for each, its name and where it is
   */
  record CannotBeStopped(List<String> threads) implements Interruption {
    /**
     * Copies the list.
     *
     * @param threads name and place
     */
    public CannotBeStopped {
      threads = List.copyOf(threads);
    }
  }
}
