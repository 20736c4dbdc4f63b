// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import org.jspecify.annotations.Nullable;

/** A stretch of a cell that is run in one go. */
public sealed interface CellPart {
  /**
   * The line of the cell it starts on.
   *
   * @return from 1
   */
  int firstLine();

  /**
   * Java source between magics.
   *
   * @param source whole lines
   * @param firstLine where it starts, from 1
   */
  record Java(String source, int firstLine) implements CellPart {}

  /**
   * A line magic, or the whole cell when it is a cell magic.
   *
   * @param name without percent signs
   * @param text what follows the name on its line, and on the next ones up to the bracket that
   *     closes what the line opened, untouched
   * @param body the lines below a {@code %%} line; null for a line magic
   * @param firstLine the line it stands on, from 1
   */
  record Use(String name, String text, @Nullable String body, int firstLine) implements CellPart {}
}
