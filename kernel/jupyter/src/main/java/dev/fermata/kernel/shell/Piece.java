// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * One snippet of a cell: a declaration, a statement or an expression.
 *
 * @param cell where it comes from
 * @param start its first char in the cell's source
 * @param source what JShell is given, a missing semicolon added
 * @param completeness what JShell thinks of it
 */
record Piece(CellSource cell, int start, String source, Completeness completeness) {
  private static final Pattern NO_VALUE =
      Pattern.compile(
          "(?<![=!<>])=(?!=)|<<=|>>=|\\bswitch\\b|\\}\\s*\\z|\\A(import\\b|System\\.(out|err)\\.)");

  int line() {
    return cell.line(start);
  }

  boolean terminated() {
    return source.stripTrailing().endsWith(";");
  }

  /**
   * Whether it may be an expression with a value. Wrong is only what costs: an assignment, whose
   * value is not shown, and a switch, whose value would be of another type.
   */
  boolean mayBeValue() {
    return completeness == Completeness.COMPLETE
        && !terminated()
        && !NO_VALUE.matcher(source).find();
  }
}
