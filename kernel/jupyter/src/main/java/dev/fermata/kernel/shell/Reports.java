// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import org.jspecify.annotations.Nullable;

/** Makes the errors that people read. */
final class Reports {
  private static final System.Logger LOG = System.getLogger(Reports.class.getName());

  /** How JShell puts it when it catches one. */
  private static final String OVERFLOW = "StackOverflowError";

  /** The class JShell puts a snippet into: a place that no cell has. */
  private static final Pattern NOWHERE = Pattern.compile("\\n\\s*location: class\\s*$");

  /** What javac advises about a class file it cannot read; nobody moves files of a library. */
  private static final Pattern ADVICE = Pattern.compile("\\n\\s*Please remove or make sure .*$");

  private static final String CANNOT_ACCESS = "cannot access ";

  private static final Pattern QUALIFIED = Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+(?=[A-Z])");

  private final List<ErrorHint> hints;
  private final Traces traces;

  Reports(List<ErrorHint> hints, ShellConfig config, Places places) {
    this.hints = List.copyOf(hints);
    this.traces = new Traces(config, places);
  }

  CellError compile(List<Diag> problems, Piece piece) {
    return compiled(CellError.Kind.COMPILE, "CompilationError", problems, piece);
  }

  CellError incomplete(List<Diag> problems, Piece piece) {
    return compiled(CellError.Kind.INCOMPLETE, "IncompleteCell", problems, piece);
  }

  CellError unresolved(String message, Piece piece, @Nullable Throwable cause) {
    var text = new Ansi();
    text.red("UnresolvedReference: ").line(message);
    excerpt(text, piece.cell(), piece.start(), 0);
    return told(CellError.Kind.COMPILE, "UnresolvedReference", message, text, piece.line(), cause);
  }

  /** What no compiler of this size of stack can read, and what is a mistake of javac. */
  CellError compilerFailed(CellSource cell, Error failure) {
    boolean tooDeep =
        failure instanceof StackOverflowError
            || String.valueOf(failure.getMessage()).contains(OVERFLOW);
    var message =
        tooDeep
            ? "the compiler cannot follow the cell: an expression or block in it goes thousands of"
                + " levels deep. Build such a value step by step, in variables or in a loop"
            : "the compiler itself failed on the cell, which is a mistake of javac: "
                + failure.getMessage()
                + ". Write it in another way";
    if (!tooDeep) {
      LOG.log(Level.WARNING, "javac failed", failure);
    }
    var text = new Ansi().red("error: ").line(message);
    int line = cell.line(cell.skipTrivia(0));
    return told(CellError.Kind.COMPILE, "CompilationError", message, text, line, null);
  }

  CellError interrupted(@Nullable Throwable thrown) {
    var message =
        thrown instanceof CellInterrupted stopped && stopped.getMessage() != null
            ? stopped.getMessage()
            : "the cell was interrupted";
    var text = new Ansi().red("Interrupted: ").line(message);
    return told(CellError.Kind.INTERRUPTED, "Interrupted", message, text, 0, thrown);
  }

  CellError thrown(Throwable thrown) {
    var text = new Ansi();
    int line = traces.write(thrown, text);
    boolean exit = thrown instanceof CellExit;
    return new CellError(
        exit ? CellError.Kind.EXIT : CellError.Kind.RUNTIME,
        exit ? "SystemExit" : Places.name(thrown.getClass().getName()),
        thrown.getMessage() == null ? "" : CellNames.readable(thrown.getMessage()),
        text.plain(),
        text.coloured(),
        line,
        thrown);
  }

  private static CellError told(
      CellError.Kind kind,
      String name,
      String message,
      Ansi text,
      int line,
      @Nullable Throwable cause) {
    return new CellError(kind, name, message, text.plain(), text.coloured(), line, cause);
  }

  private CellError compiled(CellError.Kind kind, String name, List<Diag> diags, Piece piece) {
    var problems = diags.stream().map(diag -> problem(diag, piece)).toList();
    var text = new Ansi();
    var told = new HashSet<String>();
    for (int i = 0; i < problems.size(); i++) {
      var problem = problems.get(i);
      text.red("error: ").line(problem.message());
      excerpt(text, piece.cell(), offset(diags.get(i), piece), problem.offending().length());
      hints(problem).stream().filter(told::add).forEach(hint -> text.line("hint: " + hint));
    }
    var first = problems.isEmpty() ? null : problems.get(0);
    return new CellError(
        kind,
        name,
        first == null ? "the source does not compile" : summary(first),
        text.plain(),
        text.coloured(),
        first == null ? piece.line() : first.line(),
        null);
  }

  private static String summary(CompileProblem problem) {
    var oneLine = String.join(", ", problem.message().lines().map(String::strip).toList());
    return "%s (line %d, column %d)".formatted(oneLine, problem.line(), problem.column());
  }

  private List<String> hints(CompileProblem problem) {
    var found = new ArrayList<String>();
    for (var hint : hints) {
      try {
        hint.about(problem).ifPresent(found::add);
      } catch (RuntimeException e) { // JShell stumbles over names of what it cannot read
        LOG.log(Level.DEBUG, "no hint for " + problem.code(), e);
      }
    }
    return found;
  }

  private static CompileProblem problem(Diag diag, Piece piece) {
    var cell = piece.cell();
    int at = offset(diag, piece);
    int line = cell.line(at);
    return new CompileProblem(
        Optional.ofNullable(diag.getCode()).orElse(""),
        message(diag),
        line,
        cell.column(at),
        cell.lineText(line),
        offending(diag, piece));
  }

  /** With simple names, as javac's command line has them. */
  static String message(Diag diag) {
    var text = diag.getMessage(Locale.ENGLISH).strip();
    if (text.startsWith(CANNOT_ACCESS)) {
      return ADVICE.matcher(text).replaceAll("");
    }
    return text.startsWith("package ")
        ? text
        : NOWHERE.matcher(QUALIFIED.matcher(text).replaceAll("")).replaceAll("");
  }

  /** Where the error is in the cell's source; for an end of file the last char. */
  private static int offset(Diag diag, Piece piece) {
    int within = (int) Math.max(0, diag.getStartPosition());
    int end = piece.cell().text().stripTrailing().length();
    return Math.max(0, Math.min(piece.inCell(within), Math.max(piece.start(), end - 1)));
  }

  private static String offending(Diag diag, Piece piece) {
    int length = piece.source().length();
    int from = (int) Math.min(Math.max(0, diag.getStartPosition()), length);
    int to = (int) Math.min(Math.max(from, diag.getEndPosition()), length);
    return piece.source().substring(from, to);
  }

  /** The line, and carets under the part that is wrong. */
  private static void excerpt(Ansi text, CellSource cell, int offset, int width) {
    int line = cell.line(offset);
    int column = cell.column(offset);
    var source = cell.lineText(line);
    int carets = Math.max(1, Math.min(width, source.length() - column + 1));
    text.cyan("  %s, line %d, column %d".formatted(cell.cell(), line, column)).line("");
    text.line("    " + source);
    var indent =
        source.substring(0, Math.min(column - 1, source.length())).replaceAll("[^\t]", " ");
    text.plain("    " + indent).red("^".repeat(carets)).line("");
  }
}
