// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the call stack of a thread that stopped.
 *
 * @param name the method
 * @param line where in the cell; null for a frame of a library
 * @param variables what can be seen there, {@code this} included
 */
record Frame(String name, @Nullable Line line, List<Variable> variables) {
  /** A frame of a library. */
  static Frame ofLibrary(String name) {
    return new Frame(name, null, List.of());
  }

  /**
   * A local variable and its value.
   *
   * @param local the variable
   * @param value its value
   */
  record Variable(LocalVariable local, @Nullable Object value) {}

  Frame {
    variables = List.copyOf(variables);
  }
}
