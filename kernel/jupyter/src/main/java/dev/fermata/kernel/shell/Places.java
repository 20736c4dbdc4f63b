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

  /**
   * A line of a cell.
   *
   * @param snippet the line on which its snippet begins
   */
  record Place(CellSource cell, int line, int snippet) {}

  private record Placed(Piece piece, SnippetWrapper wrapper) {
    Place at(int inSnippet) {
      var cell = piece.cell();
      return new Place(
          cell, cell.line(piece.start() + Math.max(0, inSnippet)), cell.line(piece.start()));
    }

    /** Behind the last char of a line of the class, from 1. */
    int endOf(int line) {
      var text = wrapper.wrapped();
      int end = 0;
      for (int i = 0; i < line; i++) {
        int next = text.indexOf('\n', end);
        end = next < 0 ? text.length() : next + 1;
      }
      return end;
    }

    Optional<Place> stop(boolean topLevel, int line) {
      int inSnippet = SnippetLines.of(wrapper).source(topLevel, line);
      return inSnippet < 0 ? Optional.empty() : Optional.of(at(inSnippet));
    }
  }

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

  /** Whether JShell put a snippet into this class. */
  boolean isIn(Snippet snippet, String className) {
    var wrapper = analysis.wrapper(snippet);
    return wrapper != null && wrapper.fullClassName().equals(className);
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
    return newest(frame.getClassName()).map(placed -> place(placed, frame));
  }

  private static Place place(Placed placed, StackTraceElement frame) {
    int inSnippet =
        placed
            .wrapper()
            .wrappedToSourcePosition(Math.max(0, placed.endOf(frame.getLineNumber()) - 1));
    return placed.at(inSnippet);
  }

  /** What is known of a class; the newest of the snippets that share it. */
  private Optional<Placed> newest(String className) {
    return classes.getOrDefault(outermost(className), List.of()).stream()
        .reduce((first, second) -> second);
  }

  /**
   * Where a debugger may stop. What JShell writes before the code outside methods belongs to its
   * first line.
   *
   * @param topLevel whether the line is of the code outside methods
   * @return empty for lines that the cell does not have
   */
  Optional<Place> stop(String className, boolean topLevel, int line) {
    return newest(className).flatMap(placed -> placed.stop(topLevel, line));
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
