// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/**
 * Java, cell by cell, in this JVM. Every value is a real object that cells, magics and the engine
 * share. Thread-safe: evaluations take turns while they compile, and cell code runs without holding
 * others up.
 */
public final class JavaShell implements AutoCloseable {
  private final ShellConfig config;
  private final CellLoader loader;
  private final CellControl control;
  private final JShell shell;
  private final Evaluator evaluator;
  private final Variables variables;
  private final PendingImports imports;
  private final Completer completer;
  private final Inspector inspector;
  private final LibrarySources sources;
  private final Interrupter interrupter;
  private final IndexGate index = IndexGate.closed();
  private final CellCode code;
  private final ThreadGroup cells = new ThreadGroup("cells");
  private final IdleWork idle;

  private JavaShell(ShellConfig config, @Nullable HotSwap hotSwap) {
    this.config = config;
    this.loader = new CellLoader(config.parent(), new PollInserter());
    this.control = new CellControl(loader, hotSwap);
    this.interrupter = new Interrupter(loader);
    this.idle = new IdleWork(interrupter);
    var names = new ImportedNames(loader);
    this.shell = Engine.over(control, names);
    this.variables = new Variables(shell, control);
    this.imports = new PendingImports(shell, loader, names, config.imports());
    this.code = new CellCode(loader, shell, config, control.engine);
    var classes = new ClassIndex();
    var hints = new CellHints(shell, config, index, classes);
    var pieces = new PieceCompiler(shell, names);
    this.evaluator = new Evaluator(shell, control, variables, config, code, hints, pieces);
    this.completer = new Completer(shell.sourceCodeAnalysis(), new Symbols(shell, loader), classes);
    this.sources = new LibrarySources(shell.sourceCodeAnalysis());
    this.inspector = new Inspector(shell, evaluator.declarations(), variables);
  }

  /**
   * Starts a session. A thread of its own goes on to make the compiler warm; cells may come at any
   * time.
   *
   * @param config what it starts with
   * @return ready for the first cell
   */
  public static JavaShell open(ShellConfig config) {
    return open(config, ShellAgent.instrumentation().map(HotSwap::new).orElse(null));
  }

  static JavaShell open(ShellConfig config, @Nullable HotSwap hotSwap) {
    var shell = new JavaShell(config, hotSwap);
    shell.prepare();
    return shell;
  }

  private void prepare() {
    addToClasspath(config.classPath());
    idle.start(this::warm);
  }

  private void freshen() {
    evaluator.freshen();
    evaluateSomething();
  }

  private void evaluateSomething() {
    try (var scope = new CellScope(this, cells, "", null)) {
      var unused = evaluator.run(scope, new CellSource("", "", "1 + 1", 1));
    }
  }

  /** What the first cell would otherwise wait for; it may come in between. */
  private void warm() {
    exclusively(this::evaluateSomething);
    boolean more = true;
    while (more && idle.awaitIdleness()) {
      more = locked(imports::evaluateNext);
    }
    index.open();
  }

  /**
   * Begins a cell. Until its end it is what {@link #interrupt()} stops.
   *
   * @param id how stack traces name the cell, for example {@code In [3]}
   * @param attachment anything the caller wants to find again by {@link CellScope#attachment}
   * @return to be closed when the cell has been answered
   */
  public CellScope begin(String id, @Nullable Object attachment) {
    var scope = new CellScope(this, cells, id, attachment);
    interrupter.opened(scope);
    return scope;
  }

  void ended(CellScope scope) {
    interrupter.closed(scope);
    idle.cellEnded();
  }

  /**
   * Evaluates the Java of a cell, on the cell's thread. Waits for the end.
   *
   * @param scope the cell
   * @param source any number of declarations, statements and expressions
   * @param firstLine the line of the cell on which the source begins, from 1
   * @return how it ended; never throws for what the cell does
   */
  public Outcome run(CellScope scope, String source, int firstLine) {
    return locked(
        () -> {
          imports.evaluateFor(source, declarations());
          var outcome = evaluator.run(scope, CellSource.of(scope, source, firstLine));
          if (evaluator.isStale()) {
            idle.start(() -> exclusively(this::freshen));
          }
          return outcome;
        });
  }

  /**
   * Looks for an error of syntax before anything runs: for cells whose Java stands between magics.
   *
   * @param scope the cell
   * @param source as for {@link #run}
   * @param firstLine as for {@link #run}
   * @return empty when it parses
   */
  public Optional<CellError> syntaxError(CellScope scope, String source, int firstLine) {
    return locked(() -> evaluator.syntaxError(CellSource.of(scope, source, firstLine)));
  }

  /**
   * Runs other code as cell code: on a thread of the scope, stopped by {@link #interrupt()} where
   * it blocks, its output the cell's.
   *
   * @param scope the cell
   * @param work what to run
   * @return {@link Outcome.None} when it returns null
   */
  public Outcome call(CellScope scope, Callable<? extends @Nullable Object> work) {
    try {
      var value = control.run(scope, work::call);
      return value == null
          ? new Outcome.None(List.of())
          : new Outcome.Value(value, false, List.of());
    } catch (Throwable thrown) {
      return new Outcome.Failed(describe(thrown, scope), List.of());
    }
  }

  /**
   * Evaluates one expression inside the running cell.
   *
   * @param expression an expression without a semicolon
   * @return its value; null also for a void call
   * @throws CellException when it does not compile
   * @throws Exception what it throws
   */
  public @Nullable Object eval(String expression) throws Exception {
    var outcome = runNested(expression);
    if (outcome instanceof Outcome.Value value) {
      return value.value();
    }
    if (outcome instanceof Outcome.Failed failed) {
      if (failed.error().cause() instanceof Exception exception) {
        throw exception;
      }
      if (failed.error().cause() instanceof Error error) {
        throw error;
      }
      throw new CellException(failed.error());
    }
    return null;
  }

  /**
   * Runs Java inside the running cell, on the calling thread.
   *
   * @param source as of a cell
   * @return how it ended
   * @throws IllegalStateException when the calling thread is no cell's
   */
  public Outcome runNested(String source) {
    var scope =
        CellScope.current()
            .orElseThrow(
                () -> new IllegalStateException("only code of a running cell may evaluate more"));
    return run(scope, source, 1);
  }

  /**
   * The error a front end shows for something thrown, its frames placed in the cells.
   *
   * @param thrown anything
   * @param scope the cell it ended
   * @return the error
   */
  public CellError describe(Throwable thrown, CellScope scope) {
    return locked(() -> evaluator.describe(thrown, scope));
  }

  /**
   * Stops every cell that has begun and not ended, with the threads their code started. Waits until
   * they are still, a second at most, or ten for code that is on its way out of deep recursion.
   *
   * @return what was stopped
   */
  public Interruption interrupt() {
    return interrupter.interrupt();
  }

  /**
   * Candidates for the text at the cursor.
   *
   * @param code a whole cell
   * @param cursor offset in chars
   * @return empty when there are none
   */
  public CompletionResult complete(String code, int cursor) {
    index.open();
    return withImports(() -> completer.complete(code, cursor));
  }

  /**
   * Signatures and documentation of the name or call at the cursor.
   *
   * @param code a whole cell
   * @param cursor offset in chars
   * @param detail 0, or 1 for everything there is
   * @return empty when nothing is known
   */
  public Optional<Inspection> inspect(String code, int cursor, int detail) {
    index.open();
    return withImports(() -> inspector.inspect(code, cursor, detail));
  }

  /**
   * Whether a cell could be run as it is.
   *
   * @param code the Java of a cell
   * @return whether more must follow
   */
  public Completeness completeness(String code) {
    return locked(() -> new CompletenessCheck(shell.sourceCodeAnalysis()).check(code));
  }

  /**
   * A variable by name.
   *
   * @param name its name
   * @return empty when there is none
   */
  public Optional<Variable> variable(String name) {
    return locked(() -> variables.named(name));
  }

  /**
   * All variables.
   *
   * @return in the order declared
   */
  public List<Variable> variables() {
    return locked(variables::all);
  }

  /**
   * Declares a variable, or declares it anew.
   *
   * @param name a Java identifier
   * @param typeName a type that cells can name
   * @param value its value
   * @throws IllegalArgumentException when the name or the type does not compile, or the value does
   *     not fit
   */
  public void bind(String name, String typeName, @Nullable Object value) {
    exclusively(
        () -> {
          imports.evaluateFor(typeName, List.of());
          evaluator.declare(typeName + " " + name + ";");
          variables.assign(name, value);
        });
  }

  /**
   * Makes classes available to cells.
   *
   * @param entries jars and class folders
   */
  public void addToClasspath(List<Path> entries) {
    if (!entries.isEmpty()) {
      var joined =
          entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
      exclusively(
          () -> {
            shell.addToClasspath(joined);
            sources.addOf(entries);
          });
    }
  }

  /**
   * Sees the kernel's classes, those of cells, and what was added to the class path.
   *
   * @return the same for the whole session
   */
  public ClassLoader classLoader() {
    return loader;
  }

  /**
   * Makes names available to all further cells.
   *
   * @param statements whole import statements
   * @throws IllegalArgumentException when one does not compile
   */
  public void addImports(List<String> statements) {
    exclusively(() -> statements.forEach(evaluator::declare));
  }

  /**
   * What the cells have declared, as they stand now. Answers from any thread, also while a cell
   * runs: of that cell the snippets before the running one are known.
   *
   * @return in the order declared; without the imports of the configuration
   */
  public List<Declaration> declarations() {
    return evaluator.declarations().list();
  }

  /**
   * The compiled cells.
   *
   * @return for a debugger
   */
  public CellCode code() {
    return code;
  }

  /** Forgets what cells have declared and imported. The class path stays as it is. */
  public void reset() {
    exclusively(
        () -> {
          imports.evaluateAll();
          evaluator.reset();
        });
  }

  /** Ends the session. Threads that cells left behind are told to stop. */
  @Override
  public void close() {
    index.open();
    cells.interrupt();
    idle.end();
    shell.close();
    sources.close();
  }

  private <T> T locked(Supplier<T> work) {
    control.engine.lock();
    try {
      return work.get();
    } finally {
      control.engine.unlock();
    }
  }

  private void exclusively(Runnable work) {
    var unused =
        locked(
            () -> {
              work.run();
              return true;
            });
  }

  private <T> T withImports(Supplier<T> work) {
    return locked(
        () -> {
          imports.evaluateAll();
          return work.get();
        });
  }
}
