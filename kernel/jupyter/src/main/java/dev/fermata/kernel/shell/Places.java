// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** Where in the cells the lines of JShell's generated classes lie. */
final class Places {
  /** The start of the binary name of every class that JShell makes of a snippet. */
  static final String WRAPPER = "REPL.$JShell$";

  private final SourceCodeAnalysis analysis;
  private final Map<String, Piece> pieces = new ConcurrentHashMap<>();
  private final Map<String, List<Placed>> classes = new ConcurrentHashMap<>();

  Places(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** A line of a cell. */
  record Place(CellSource cell, int line) {}

  private record Placed(Piece piece, SnippetWrapper wrapper) {}

  /** Remembers where a snippet that was just evaluated stands. */
  void add(Snippet snippet, Piece piece) {
    pieces.put(snippet.id(), piece);
    moved(snippet);
  }

  /** JShell has put a snippet into another class, because something it uses changed. */
  void moved(Snippet snippet) {
    var piece = pieces.get(snippet.id());
    var wrapper = piece == null ? null : analysis.wrapper(snippet);
    if (piece != null && wrapper != null) {
      // Methods of one name share a class.
      classes.merge(
          wrapper.fullClassName(),
          List.of(new Placed(piece, wrapper)),
          (old, added) -> {
            var all = new ArrayList<>(old);
            all.addAll(added);
            return List.copyOf(all);
          });
    }
  }

  Optional<Piece> piece(Snippet snippet) {
    return Optional.ofNullable(pieces.get(snippet.id()));
  }

  static boolean isCell(StackTraceElement frame) {
    return frame.getClassName().startsWith(WRAPPER);
  }

  /** Empty for frames that are not of cells. */
  Optional<Place> place(StackTraceElement frame) {
    if (!isCell(frame) || frame.getLineNumber() < 1) {
      return Optional.empty();
    }
    var placed = classes.getOrDefault(outermost(frame.getClassName()), List.of());
    return placed.stream().reduce((first, second) -> second).map(p -> place(p, frame));
  }

  private static Place place(Placed placed, StackTraceElement frame) {
    var text = placed.wrapper().wrapped();
    int end = 0;
    for (int line = 0; line < frame.getLineNumber(); line++) {
      int next = text.indexOf('\n', end);
      end = next < 0 ? text.length() : next + 1;
    }
    int inSnippet = placed.wrapper().wrappedToSourcePosition(Math.max(0, end - 1));
    var cell = placed.piece().cell();
    return new Place(cell, cell.line(placed.piece().inCell(Math.max(0, inSnippet))));
  }

  /** The class JShell made, of a name that may be of a class within. */
  static String outermost(String name) {
    int inner = name.indexOf('$', WRAPPER.length());
    return inner < 0 ? name : name.substring(0, inner);
  }

  /** A class name as the cell wrote it; "" for what stands outside all classes. */
  static String name(String binaryName) {
    if (!binaryName.startsWith(WRAPPER)) {
      return binaryName.replace('$', '.');
    }
    var outer = outermost(binaryName);
    return outer.equals(binaryName)
        ? ""
        : binaryName.substring(outer.length() + 1).replace('$', '.');
  }
}
