// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the code of a cell can reach of the session it runs in. Attached to each cell's {@link
 * dev.fermata.kernel.shell.CellScope}; {@link Displays} finds it there. Thread-safe.
 */
public interface CellOutput {
  /**
   * Where this cell shows things.
   *
   * @return usable also after the cell has ended
   */
  Display display();

  /**
   * The results of earlier cells.
   *
   * @return the same for all cells of a session
   */
  Results results();

  /**
   * Asks the person who sent the cell for a line.
   *
   * @param prompt shown beside the input field
   * @param secret whether the line is hidden while it is typed
   * @return the line
   * @throws IllegalStateException when nobody is there to be asked
   */
  String input(String prompt, boolean secret);

  /**
   * Shows a value in the pager when the cell has been answered.
   *
   * @param value may be a {@link MimeBundle}
   */
  void page(Object value);

  /**
   * Shows values of a type in a way of one's own from now on.
   *
   * @param <T> the type
   * @param type its subtypes are meant too
   * @param how makes what is shown
   */
  <T> void displayAs(Class<T> type, Function<? super T, MimeBundle> how);

  /**
   * Does something before the cell is answered, however it ends.
   *
   * @param work shows the last of something; not run when the cell has been answered already
   */
  void whenEnding(Runnable work);

  /** Values of cells, kept for as long as the session lives. */
  interface Results {
    /**
     * The value of the latest cell that had one.
     *
     * @return null when none had one, or when it was null
     */
    @Nullable Object last();

    /**
     * The value of one cell.
     *
     * @param number as in {@code Out[number]}
     * @return empty when that cell had no value; a value that is null is {@code Optional.empty()}
     *     too
     */
    Optional<Object> of(int number);
  }
}
