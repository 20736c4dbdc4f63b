// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/**
 * The Java of a cell, and where in the cell it stands.
 *
 * @param cell id of the cell's scope
 * @param whole the cell with everything else that is in it, as far as that is known
 * @param text the source
 * @param firstLine the cell's line on which it begins, from 1
 */
record CellSource(String cell, String whole, String text, int firstLine) {
  CellSource(String cell, String text, int firstLine) {
    this(cell, text, text, firstLine);
  }

  static CellSource of(CellScope scope, String text, int firstLine) {
    var whole = scope.attachment(CellText.class).map(CellText::source).orElse(text);
    return new CellSource(scope.id(), whole, text, firstLine);
  }

  /** The cell's line, from 1, of a char of the source. */
  int line(int offset) {
    int line = firstLine;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The column, from 1, of a char of the source. */
  int column(int offset) {
    int at = Math.min(offset, text.length());
    return at - (text.lastIndexOf('\n', at - 1) + 1) + 1;
  }

  /** The text of one of the cell's lines; "" when it is outside this source. */
  String lineText(int line) {
    return text.lines().skip(Math.max(0, line - firstLine)).findFirst().orElse("");
  }

  /** The first char at or after an offset that is neither blank nor comment. */
  int skipTrivia(int from) {
    int at = from;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) >= 0) {
        at = text.indexOf("*/", at + 2) + 2;
      } else {
        return at;
      }
    }
    return at;
  }
}
