// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

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
  int line() {
    return cell.line(start);
  }

  boolean terminated() {
    return source.stripTrailing().endsWith(";");
  }
}
