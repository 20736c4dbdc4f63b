// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * One snippet of a cell: a declaration, a statement or an expression.
 *
 * @param cell where it comes from
 * @param start its first char in the cell's source
 * @param source what JShell is given: a missing semicolon added, the inserted text included
 * @param completeness what JShell thinks of it
 * @param inserted what was put into the source that the cell does not have
 */
record Piece(
    CellSource cell, int start, String source, Completeness completeness, Insertion inserted) {
  private static final Pattern NO_VALUE =
      Pattern.compile(
          "(?<![=!<>])=(?!=)|<<=|>>=|\\bswitch\\b|\\}\\s*\\z|\\A(import\\b|System\\.(out|err)\\.)");

  private static final String PATH =
      "[\\p{L}_$][\\p{L}\\p{N}_$]*(?:\\s*\\.\\s*[\\p{L}_$][\\p{L}\\p{N}_$]*)*";

  private static final Pattern CALL = Pattern.compile(PATH + "\\s*\\(");

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?:for|while|do|if|try|synchronized(?=\\s*\\())(?![\\p{L}\\p{N}_$])"
              + "|System\\.(?:out|err)\\.(?:print(?:ln|f)?|format|append)\\b"
              + ("|" + PATH + "\\s*=(?!=)"));

  private static final Pattern MORE_THAN_VALUE = Pattern.compile("[;{}\\\\]|//|/\\*|\\A\\z");

  /**
   * Text that was put into a source.
   *
   * @param at before this char
   * @param length so many chars; 0 for none
   */
  record Insertion(int at, int length) {
    static final Insertion NONE = new Insertion(0, 0);
  }

  Piece(CellSource cell, int start, String source, Completeness completeness) {
    this(cell, start, source, completeness, Insertion.NONE);
  }

  /**
   * A cell that can be nothing but one expression, if it compiles as one: without the chars that
   * end a statement, however they are written, and without comments that may hide something.
   */
  static Optional<Piece> wholeValue(CellSource cell) {
    int start = cell.skipTrivia(0);
    var piece = new Piece(cell, start, cell.text().substring(start).strip(), Completeness.COMPLETE);
    return piece.value().isPresent() && !MORE_THAN_VALUE.matcher(piece.source()).find()
        ? Optional.of(piece)
        : Optional.empty();
  }

  int line() {
    return cell.line(start);
  }

  /** The char of the cell at a char of {@link #source}. */
  int inCell(int within) {
    boolean behind = within >= inserted.at() + inserted.length();
    return start + (behind ? within - inserted.length() : Math.min(within, inserted.at()));
  }

  boolean terminated() {
    return source.stripTrailing().endsWith(";");
  }

  /**
   * What may be an expression with a value; empty for what is none. Wrong is only what costs: an
   * assignment, whose value is not shown, and a switch, whose value would be of another type.
   */
  Optional<String> value() {
    return mayBeValue() ? Optional.of(terminated() ? unterminated() : source) : Optional.empty();
  }

  private boolean mayBeValue() {
    return completeness == Completeness.COMPLETE
        && (!terminated() || CALL.matcher(source).lookingAt())
        && !NO_VALUE.matcher(source).find();
  }

  /** So it is an expression, and its positions stay. */
  private String unterminated() {
    var text = source.stripTrailing();
    return text.substring(0, text.length() - 1);
  }

  /** What can be nothing but a statement, if it compiles as one and not as {@link #value}. */
  Optional<String> statement() {
    return completeness.isComplete()
            && (STATEMENT.matcher(source).lookingAt()
                || (mayBeValue() && CALL.matcher(source).lookingAt()))
        ? Optional.of(source)
        : Optional.empty();
  }
}
