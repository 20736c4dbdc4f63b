// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import org.jspecify.annotations.Nullable;

/** Where in the cells the lines of JShell's generated classes lie. */
final class Places {
  /** The start of the name of JShell's package. */
  static final String PACKAGE = "REPL.";

  /** The start of the binary name of every class that JShell makes of a snippet. */
  static final String WRAPPER = PACKAGE + "$JShell$";

  private final SourceCodeAnalysis analysis;

  /** Of what has a name, by snippet id, which another declaration of the name takes over. */
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

  /**
   * A snippet in its class.
   *
   * @param lines the cell's line for each line of the class
   * @param wrapper null when there is no more of it than this
   */
  private record Placed(
      Piece piece, List<Integer> lines, Supplier<@Nullable SnippetWrapper> wrapper) {
    Place on(int line) {
      return new Place(piece.cell(), line, piece.line());
    }
  }

  /** Remembers where a snippet that was just evaluated stands. */
  void add(Snippet snippet, Piece piece) {
    if (snippet instanceof PersistentSnippet && !Evaluator.isUnnamed(snippet)) {
      pieces.put(snippet.id(), piece);
    }
    placed(snippet, piece);
  }

  /** Remembers where an expression stands that JShell knows nothing of. */
  void add(SnippetWrapper wrapper, Piece piece) {
    classes.put(
        wrapper.fullClassName(), List.of(new Placed(piece, lines(piece, wrapper), () -> wrapper)));
  }

  /** JShell has put a snippet into another class, because something it uses changed. */
  void moved(Snippet snippet) {
    var piece = pieces.get(snippet.id());
    if (piece != null) {
      placed(snippet, piece);
    }
  }

  private void placed(Snippet snippet, Piece piece) {
    var wrapper = analysis.wrapper(snippet);
    if (wrapper != null) {
      var weak = new WeakReference<>(snippet); // it drags all of its compilation along
      // Methods of one name share a class.
      classes.merge(
          wrapper.fullClassName(),
          List.of(new Placed(piece, lines(piece, wrapper), () -> wrapper(weak.get()))),
          (old, added) -> {
            var all = new ArrayList<>(old);
            all.addAll(added);
            return List.copyOf(all);
          });
    }
  }

  private @Nullable SnippetWrapper wrapper(@Nullable Snippet snippet) {
    return snippet == null ? null : analysis.wrapper(snippet);
  }

  /** A class is no more; nothing can have its lines in a stack trace. */
  void forget(String className) {
    classes.remove(className);
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
    int line = Math.min(frame.getLineNumber(), placed.lines().size()) - 1;
    return placed.on(placed.lines().get(line));
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
    return newest(className).flatMap(placed -> stop(placed, className, topLevel, line));
  }

  private Optional<Place> stop(Placed placed, String className, boolean topLevel, int line) {
    var wrapper = placed.wrapper().get();
    if (wrapper == null || !wrapper.fullClassName().equals(outermost(className))) {
      return Optional.empty();
    }
    int inSnippet = SnippetLines.of(wrapper).source(topLevel, line);
    return inSnippet < 0
        ? Optional.empty()
        : Optional.of(placed.on(lineOf(placed.piece(), inSnippet)));
  }

  private static int lineOf(Piece piece, int inPiece) {
    return piece.cell().line(piece.inCell(Math.max(0, inPiece)));
  }

  private static List<Integer> lines(Piece piece, SnippetWrapper wrapper) {
    var text = wrapper.wrapped();
    var lines = new ArrayList<Integer>();
    int end = 0;
    for (long line = text.lines().count(); line >= 0; line--) {
      int next = text.indexOf('\n', end);
      end = next < 0 ? text.length() : next + 1;
      int inSnippet = wrapper.wrappedToSourcePosition(Math.max(0, end - 1));
      lines.add(lineOf(piece, inSnippet));
    }
    return List.copyOf(lines);
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
