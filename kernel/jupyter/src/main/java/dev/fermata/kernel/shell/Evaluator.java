// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static jdk.jshell.Snippet.Status.REJECTED;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** Evaluates cells snippet by snippet. Used by the holder of {@link CellControl#engine} only. */
final class Evaluator {
  private final JShell shell;
  private final CellControl control;
  private final Splitter splitter;
  private final Reports reports;
  private final Variables variables;
  private final Places places;
  private final CellCode code;
  private final Declarations declarations = new Declarations();
  private final Optional<Attic> attic;

  Evaluator(
      JShell shell, CellControl control, Variables variables, ShellConfig config, CellCode code) {
    this.shell = shell;
    this.control = control;
    this.variables = variables;
    this.splitter = new Splitter(shell.sourceCodeAnalysis());
    this.code = code;
    this.places = code.places();
    var hints = new ArrayList<>(config.hints());
    hints.addAll(new CellHints(shell, config).all());
    this.reports = new Reports(hints, config, places);
    this.attic = Attic.of(shell);
  }

  /** Runs all snippets of a cell until one fails. */
  Outcome run(CellScope scope, CellSource cell) {
    var notices = new Notices(shell);
    var pieces = splitter.split(cell);
    var error = syntax(pieces);
    Step last = Step.NOTHING;
    for (int i = 0; i < pieces.size() && error.isEmpty(); i++) {
      last =
          scope.isCancelled() ? Step.failed(reports.interrupted(null)) : step(scope, pieces.get(i));
      notices.add(last.events());
      error = Optional.ofNullable(last.error());
    }
    if (error.isEmpty()) {
      error = undefinedVariable(last);
    }
    if (error.isPresent()) {
      return new Outcome.Failed(error.get(), notices.list());
    }
    var result = last.result();
    return result == null
        ? new Outcome.None(notices.list())
        : new Outcome.Value(result.value(), result.typeName(), result.terminated(), notices.list());
  }

  /** Why a source would not parse; nothing of it is run. */
  Optional<CellError> syntaxError(CellSource cell) {
    return syntax(splitter.split(cell));
  }

  /** Whether it is worth a moment of idle time to {@link #freshen}; true once. */
  boolean isStale() {
    return attic.filter(Attic::isStale).isPresent();
  }

  /** Gives JShell new compilers; the next snippet pays for their start. */
  void freshen() {
    attic.ifPresent(Attic::renew);
  }

  /** The error of a thrown thing, its frames placed in the cells. */
  CellError describe(Throwable thrown, CellScope scope) {
    if (scope.isCancelled()) {
      return reports.interrupted(thrown);
    }
    return reports.thrown(thrown);
  }

  /** A source that does not even parse is refused by JShell, and never run. */
  private Optional<CellError> syntax(List<Piece> pieces) {
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    var last = pieces.get(pieces.size() - 1);
    if (last.completeness().isComplete() && last.completeness() != Completeness.UNKNOWN) {
      return Optional.empty();
    }
    var problems =
        shell.eval(last.source()).stream()
            .flatMap(event -> shell.diagnostics(event.snippet()))
            .filter(Diag::isError)
            .toList();
    return Optional.of(
        last.completeness() == Completeness.UNKNOWN
            ? reports.compile(problems, last)
            : reports.incomplete(problems, last));
  }

  private Step step(CellScope scope, Piece piece) {
    var evaluation = new Evaluation(scope, className -> code.begins(className, piece));
    var events = evaluate(evaluation, piece.source());
    record(events, piece);
    var step = Step.of(events.stream().filter(event -> !kept(event)).toList());
    for (var event : events) {
      if (event.causeSnippet() == null) {
        var error = error(event, piece, evaluation);
        if (error != null) {
          return step.with(error);
        }
        step = step.with(result(event, piece, evaluation));
      }
    }
    return step;
  }

  private void record(List<SnippetEvent> events, Piece piece) {
    for (var event : events) {
      declarations.record(event, piece);
      if (event.causeSnippet() != null) {
        if (event.status() != Status.OVERWRITTEN) { // its class has the code of the new one
          places.moved(event.snippet());
        }
        continue;
      }
      places.add(event.snippet(), piece);
      if (event.snippet() instanceof VarSnippet variable
          && variable.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        variables.declared(variable);
      }
    }
  }

  /** A variable that JShell reset, and that got its value back. */
  private boolean kept(SnippetEvent event) {
    return event.causeSnippet() != null
        && event.isSignatureChange()
        && event.snippet() instanceof VarSnippet variable
        && variables.moved(variable);
  }

  private List<SnippetEvent> evaluate(Evaluation evaluation, String source) {
    control.begin(evaluation);
    try {
      return shell.eval(source);
    } finally {
      control.begin(null);
      attic.ifPresent(Attic::evaluated);
    }
  }

  private @Nullable CellError error(SnippetEvent event, Piece piece, Evaluation evaluation) {
    if (event.status() == REJECTED) {
      return reports.compile(
          shell.diagnostics(event.snippet()).filter(Diag::isError).toList(), piece);
    }
    var exception = event.exception();
    var thrown = evaluation.thrown();
    if (evaluation.scope().isCancelled()) {
      return reports.interrupted(thrown);
    }
    if (exception instanceof UnresolvedReferenceException unresolved) {
      return reports.unresolved(
          Notices.unresolved(shell, unresolved.getSnippet()), piece, unresolved);
    }
    return thrown == null ? null : reports.thrown(thrown);
  }

  /** The value of an expression. Its unnamed variable goes at once, or later cells carry it. */
  private Step.@Nullable Result result(SnippetEvent event, Piece piece, Evaluation evaluation) {
    var snippet = event.snippet();
    if (snippet instanceof VarSnippet variable
        && snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      variables.forget(variable);
      return new Step.Result(evaluation.value(), variable.typeName(), piece.terminated());
    }
    if (snippet instanceof ExpressionSnippet expression
        && snippet.subKind() != SubKind.ASSIGNMENT_SUBKIND) {
      return new Step.Result(evaluation.value(), expression.typeName(), piece.terminated());
    }
    return null;
  }

  /** A variable of an unknown type is a mistake; methods and types may wait for later cells. */
  private Optional<CellError> undefinedVariable(Step last) {
    for (var event : last.events()) {
      var snippet = event.snippet();
      if (snippet.kind() == Kind.VAR
          && shell.status(snippet) == Status.RECOVERABLE_NOT_DEFINED
          && event.causeSnippet() == null) {
        var missing = Notices.unresolved(shell, (DeclarationSnippet) snippet);
        shell.drop(snippet);
        return places.piece(snippet).map(piece -> reports.unresolved(missing, piece, null));
      }
    }
    return Optional.empty();
  }

  /** The cell a snippet came from; "" for the imports of the configuration. */
  String cellOf(Snippet snippet) {
    return places.piece(snippet).map(piece -> piece.cell().cell()).orElse("");
  }

  /** Declares something that is not of any cell. */
  void declare(String source) {
    for (var event : shell.eval(source)) {
      if (event.causeSnippet() == null && !event.status().isDefined()) {
        var problems = shell.diagnostics(event.snippet()).map(d -> d.getMessage(Locale.ENGLISH));
        throw new IllegalArgumentException(
            "cannot declare \"" + source + "\": " + problems.findFirst().orElse("unknown type"));
      }
    }
  }

  /** Drops what cells have declared; the imports of the configuration stay. */
  void reset() {
    shell
        .snippets()
        .filter(s -> shell.status(s).isActive())
        .filter(s -> s.kind() != Kind.IMPORT || !cellOf(s).isEmpty())
        .toList()
        .forEach(shell::drop);
    declarations.clear();
  }

  /** What the cells have declared. */
  Declarations declarations() {
    return declarations;
  }
}
