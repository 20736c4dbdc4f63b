// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** Cuts the Java of a cell into snippets. Nothing is run. */
final class Splitter {
  private final SourceCodeAnalysis analysis;

  Splitter(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /**
   * The snippets in order; the last one may be incomplete or wrong, then it is all that is left.
   */
  List<Piece> split(CellSource cell) {
    var pieces = new ArrayList<Piece>();
    var text = cell.text();
    int at = cell.skipTrivia(0);
    while (at < text.length()) {
      var rest = text.substring(at);
      var info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      if (!info.completeness().isComplete() || !rest.endsWith(info.remaining())) {
        pieces.add(new Piece(cell, at, rest, info.completeness()));
        break;
      }
      pieces.add(new Piece(cell, at, info.source(), info.completeness()));
      at = cell.skipTrivia(text.length() - info.remaining().length());
    }
    return pieces;
  }

  /** Where the snippet begins that the cursor is in or after. */
  int startOfPieceAt(String code, int cursor) {
    int start = 0;
    for (var piece : split(new CellSource("", code.substring(0, cursor), 1))) {
      start = piece.start();
    }
    return start;
  }
}
