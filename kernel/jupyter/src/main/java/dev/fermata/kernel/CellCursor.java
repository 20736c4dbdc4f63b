// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.magic.CellPart;
import dev.fermata.kernel.magic.Magics;

/** What stands under the cursor of a cell that may hold magics. Offsets in chars. */
sealed interface CellCursor {
  /**
   * A magic line.
   *
   * @param line from its percent sign to the cursor
   */
  record InMagic(String line) implements CellCursor {}

  /**
   * Java.
   *
   * @param source the stretch of Java around the cursor
   * @param start where it begins in the cell
   */
  record InJava(String source, int start) implements CellCursor {}

  static CellCursor at(Magics magics, String code, int cursor) {
    var lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    var line = code.substring(lineStart, cursor);
    if (line.stripLeading().startsWith("%") && magics.mayStartIn(code.substring(0, lineStart))) {
      var magic = line.stripLeading();
      var java = magics.javaIn(magic);
      return java.isPresent()
          ? new InJava(magic.substring(java.getAsInt()), cursor - magic.length() + java.getAsInt())
          : new InMagic(magic);
    }
    var lineNumber = 1 + (int) code.substring(0, cursor).chars().filter(c -> c == '\n').count();
    CellCursor found = new InJava(line, lineStart);
    for (var part : magics.split(code)) {
      if (part.firstLine() <= lineNumber) {
        found = java(part, code, found);
      }
    }
    return found;
  }

  private static CellCursor java(CellPart part, String code, CellCursor otherwise) {
    if (part instanceof CellPart.Java java) {
      return new InJava(java.source(), startOfLine(code, java.firstLine()));
    }
    var body = ((CellPart.Use) part).body();
    return body == null ? otherwise : new InJava(body, startOfLine(code, part.firstLine() + 1));
  }

  private static int startOfLine(String code, int line) {
    var start = 0;
    for (var i = 1; i < line; i++) {
      start = code.indexOf('\n', start) + 1;
    }
    return start;
  }
}
