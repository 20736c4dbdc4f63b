// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell's error as a front end shows it.
 *
 * @param kind what sort of failure
 * @param ename the exception's class name without the wrappers of cells, or {@code
 *     CompilationError}, {@code IncompleteCell}, {@code Interrupted}, {@code SystemExit}
 * @param evalue its message; "" when it has none
 * @param traceback the lines to show, without colours: message, position in the cell, the user's
 *     frames, causes
 * @param ansiTraceback the same with ANSI colours
 * @param line the line in the cell the error points at, from 1; 0 when unknown
 * @param cause what was thrown; null for an error of the compiler
 */
public record CellError(
    Kind kind,
    String ename,
    String evalue,
    List<String> traceback,
    List<String> ansiTraceback,
    int line,
    @Nullable Throwable cause) {

  /** The sorts of failures. */
  public enum Kind {
    /** The compiler refused it. */
    COMPILE,
    /** The code threw something. */
    RUNTIME,
    /** A person stopped it. */
    INTERRUPTED,
    /** The source ends too early. */
    INCOMPLETE,
    /** The code asked the JVM to exit, which a cell cannot. */
    EXIT
  }

  /**
   * Copies the lists.
   *
   * @param kind what sort
   * @param ename the name
   * @param evalue the message
   * @param traceback plain lines
   * @param ansiTraceback coloured lines
   * @param line in the cell
   * @param cause what was thrown
   */
  public CellError {
    traceback = List.copyOf(traceback);
    ansiTraceback = List.copyOf(ansiTraceback);
  }
}
