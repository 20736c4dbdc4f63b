// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static jdk.jshell.Snippet.Status.REJECTED;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import org.jspecify.annotations.Nullable;

/** Evaluates cells snippet by snippet. Used by the holder of {@link CellControl#engine} only. */
final class Evaluator {
  /** How JShell puts it when it catches one. */
  private static final Pattern JSHELLS_UNNAMED = Pattern.compile("\\$\\d+");

  private final JShell shell;
  private final CellControl control;
  private final Splitter splitter;
  private final Reports reports;
  private final Variables variables;
  private final Places places;
  private final CellCode code;
  private final Declarations declarations = new Declarations();
  private final Attic attic;
  private final PieceCompiler compiler;
  private final SealedTypes sealed;
  private final Staleness staleness;
  private final CellHints cellHints;

  Evaluator(
      JShell shell,
      CellControl control,
      Variables variables,
      ShellConfig config,
      CellCode code,
      CellHints cellHints,
      PieceCompiler compiler) {
    this.shell = shell;
    this.control = control;
    this.variables = variables;
    this.splitter = new Splitter(shell.sourceCodeAnalysis());
    this.code = code;
    this.places = code.places();
    var hints = new ArrayList<>(config.hints());
    this.cellHints = cellHints;
    hints.addAll(cellHints.all());
    this.reports = new Reports(hints, config, places);
    this.attic = new Attic(shell);
    this.compiler = compiler;
    this.sealed = new SealedTypes(shell);
    this.staleness = new Staleness(shell, variables);
  }

  /** Runs all snippets of a cell until one fails. */
  Outcome run(CellScope scope, CellSource cell) {
    try {
      return snippets(scope, cell);
    } catch (StackOverflowError | InternalError e) { // javac descends into what it compiles
      return new Outcome.Failed(reports.compilerFailed(cell, e), List.of());
    }
  }

  private Outcome snippets(CellScope scope, CellSource cell) {
    var notices = new Notices(shell, cellHints);
    staleness.begin();
    var whole = Piece.wholeValue(cell);
    var last =
        whole
            .flatMap(piece -> value(scope, piece))
            .orElseGet(() -> pieces(scope, cell, whole.isPresent(), notices));
    var error =
        last.error() == null ? undefinedVariable(last) : Optional.<CellError>of(last.error());
    var told = new ArrayList<>(notices.list());
    told.addAll(staleness.notices(notices.reset()));
    if (error.isPresent()) {
      return new Outcome.Failed(error.get(), told);
    }
    var result = last.result();
    return result == null
        ? new Outcome.None(told)
        : new Outcome.Value(result.value(), result.terminated(), told);
  }

  /** What the last of them came to, or the first that failed. */
  private Step pieces(CellScope scope, CellSource cell, boolean noWholeValue, Notices notices) {
    var pieces = splitter.split(cell);
    var wrong = syntax(pieces);
    if (wrong.isPresent()) {
      return Step.failed(wrong.get());
    }
    Step last = Step.NOTHING;
    for (var piece : pieces) {
      boolean noValue = noWholeValue && pieces.size() == 1;
      last =
          scope.isCancelled()
              ? Step.failed(reports.interrupted(null))
              : step(scope, piece, noValue);
      notices.add(last.events());
      if (last.error() != null) {
        break;
      }
    }
    return last;
  }

  /** Why a source would not parse; nothing of it is run. */
  Optional<CellError> syntaxError(CellSource cell) {
    return syntax(splitter.split(cell));
  }

  /** Whether it is worth a moment of idle time to {@link #freshen}; true once. */
  boolean isStale() {
    return attic.isStale();
  }

  /** Gives JShell new compilers; the next snippet pays for their start. */
  void freshen() {
    attic.renew();
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

  private Step step(CellScope scope, Piece piece, boolean noValue) {
    return (noValue ? Optional.<Step>empty() : value(scope, piece))
        .or(() -> statement(scope, piece))
        .orElseGet(() -> anything(scope, piece));
  }

  /** Evaluates an expression. Empty when the piece is none; then nothing has run. */
  private Optional<Step> value(CellScope scope, Piece piece) {
    return piece.value().flatMap(compiler::value).map(c -> run(scope, piece, c));
  }

  /** Runs a statement. Empty when the piece may declare something; then nothing has run. */
  private Optional<Step> statement(CellScope scope, Piece piece) {
    return piece.statement().flatMap(compiler::statement).map(c -> run(scope, piece, c));
  }

  private Step run(CellScope scope, Piece piece, PieceCompiler.Compiled compiled) {
    var wrapper = compiled.wrapper();
    places.add(wrapper, piece);
    var evaluation = new Evaluation(scope, name -> {});
    Optional<DeclarationSnippet> unresolved = Optional.empty();
    control.begin(evaluation);
    try {
      control.load(compiled.classes().toArray(ClassBytecodes[]::new));
      control.invoke(wrapper.fullClassName(), CellCode.TOP_LEVEL);
    } catch (ResolutionException e) {
      unresolved = compiler.declaration(e.id());
    } catch (ExecutionControlException e) {
      evaluation.failed(e); // unless the code has told already what it threw
    } finally {
      control.begin(null);
      attic.evaluated();
    }
    var thrown = evaluation.thrown();
    if (scope.isCancelled()) {
      return Step.failed(reports.interrupted(thrown));
    }
    if (unresolved.isPresent()) {
      var missing = new Notices(shell, cellHints).unresolved(unresolved.get());
      return Step.failed(reports.unresolved(missing, piece, thrown));
    }
    if (thrown != null) {
      return Step.failed(reports.thrown(thrown));
    }
    return wrapper.kind() == Kind.STATEMENT
        ? Step.NOTHING
        : Step.NOTHING.with(new Step.Result(evaluation.value(), piece.terminated()));
  }

  /** Whether it only held the value of an expression. */
  static boolean isUnnamed(Snippet snippet) {
    return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  /** Whether a field is of such a variable; JShell numbers them. */
  static boolean isUnnamed(String field) {
    return JSHELLS_UNNAMED.matcher(field).matches();
  }

  private Step anything(CellScope scope, Piece written) {
    var piece = CanonicalConstructors.mend(written);
    var evaluation = new Evaluation(scope, name -> code.begins(name, piece));
    var events = evaluate(evaluation, piece.source());
    var others = new ArrayList<SnippetEvent>();
    if (sealed.isRefused(events)) {
      var subtypes = sealed.existing(piece.source());
      subtypes.forEach(subtype -> others.addAll(shell.drop(subtype)));
      events = evaluate(evaluation, piece.source());
      subtypes.forEach(subtype -> others.addAll(declareAgain(subtype, evaluation)));
    }
    record(events, piece);
    others.addAll(events);
    var told = others.stream().filter(event -> !kept(event) && !isTooMuch(event)).toList();
    var step = Step.of(told);
    for (var event : events) {
      if (event.causeSnippet() == null) {
        var error = error(event, piece, evaluation);
        if (error != null) {
          forgetIfUnnamed(event.snippet());
          if (isTooMuch(event) && event.snippet() instanceof PersistentSnippet named) {
            shell.drop(named);
          }
          return step.with(error);
        }
        step = step.with(result(event, piece, evaluation));
      }
    }
    return step;
  }

  /** A subtype that had to make way for its sealed type. */
  private List<SnippetEvent> declareAgain(Snippet subtype, Evaluation evaluation) {
    var piece = places.piece(subtype).orElseThrow();
    var events = evaluate(evaluation, piece.source());
    record(events, piece);
    return events;
  }

  private void record(List<SnippetEvent> events, Piece piece) {
    for (var event : events) {
      declarations.record(event, piece);
      staleness.note(event);
      if (event.status() == Status.OVERWRITTEN) { // its class has the code of the new one
        continue;
      }
      if (event.causeSnippet() != null) {
        places.moved(event.snippet());
        continue;
      }
      places.add(event.snippet(), piece);
      if (event.snippet() instanceof VarSnippet variable) {
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
      evaluation.classes().forEach(code::ended);
      attic.evaluated();
    }
  }

  private @Nullable CellError error(SnippetEvent event, Piece piece, Evaluation evaluation) {
    if (event.status() == REJECTED || isTooMuch(event)) {
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
          new Notices(shell, cellHints).unresolved(unresolved.getSnippet()), piece, unresolved);
    }
    return thrown == null ? null : reports.thrown(thrown);
  }

  /** Whether it means something, but is beyond what a class file holds. */
  private boolean isTooMuch(SnippetEvent event) {
    return event.causeSnippet() == null
        && event.status() == Status.RECOVERABLE_NOT_DEFINED
        && shell
            .diagnostics(event.snippet())
            .anyMatch(problem -> problem.getCode().startsWith("compiler.err.limit."));
  }

  /** The value of an expression. Its unnamed variable goes at once, or later cells carry it. */
  private Step.@Nullable Result result(SnippetEvent event, Piece piece, Evaluation evaluation) {
    var snippet = event.snippet();
    if (isUnnamed(snippet)) {
      forgetIfUnnamed(snippet);
      return new Step.Result(evaluation.value(), piece.terminated());
    }
    if (snippet instanceof ExpressionSnippet && snippet.subKind() != SubKind.ASSIGNMENT_SUBKIND) {
      return new Step.Result(evaluation.value(), piece.terminated());
    }
    return null;
  }

  private void forgetIfUnnamed(Snippet snippet) {
    if (snippet instanceof VarSnippet variable
        && isUnnamed(snippet)
        && shell.status(snippet) == Status.VALID) {
      variables.forget(variable);
    }
  }

  /** A variable of an unknown type is a mistake; methods and types may wait for later cells. */
  private Optional<CellError> undefinedVariable(Step last) {
    for (var event : last.events()) {
      var snippet = event.snippet();
      if (snippet.kind() == Kind.VAR
          && shell.status(snippet) == Status.RECOVERABLE_NOT_DEFINED
          && event.causeSnippet() == null) {
        var missing = new Notices(shell, cellHints).unresolved((DeclarationSnippet) snippet);
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
