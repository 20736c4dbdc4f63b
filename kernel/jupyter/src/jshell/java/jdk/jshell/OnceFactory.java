// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * The kernel's foot in JShell's own package: the compilers of a session, which compile once. JShell
 * analyzes what it declares, throws that away, and compiles the same sources from their text; here
 * the classes are made while they are analyzed, and given when they are asked for. Compiles also an
 * expression or a statement as JShell would wrap it, and no more.
 *
 * <p>The classes of this package are built as a part of JShell's module and defined into it when
 * the kernel runs, for which its package must be open. They know only types of the JDK, since that
 * is all that JShell's module can see, and have no lambdas, which no start-up archive would hold.
 * Each method of JShell's own that they call is the one they override, or they do without it where
 * a JShell has no such method.
 */
final class OnceFactory extends TaskFactory
    implements BiFunction<
            Map.Entry<String, String>, Boolean, Map.Entry<String, List<ClassBytecodes>>>,
        TaskFactory.Worker<TaskFactory.AnalyzeTask, Object>,
        Runnable {
  /** A class file is missing, damaged or of a newer Java. */
  private static final String CANNOT_ACCESS = "compiler.err.cant.access";

  private final JShell shell;
  private final Function<String, Predicate<String>> needs;

  /** What the analysis that is about to begin is of, if its classes are to be made. */
  private Collection<OuterWrap> wanted;

  /** The same of the analysis that has begun. */
  private Collection<OuterWrap> making;

  /** Who is about to ask about one wrap. */
  private Worker<AnalyzeTask, ?> asking;

  /** Who looks at it; null for nobody. */
  private Worker<AnalyzeTask, ?> looking;

  /** What was made in the analysis before. */
  private OnceClasses made;

  /**
   * Compilers.
   *
   * @param needs tells of a piece's source which imports it may need
   */
  OnceFactory(JShell shell, Function<String, Predicate<String>> needs) {
    super(shell);
    this.shell = shell;
    this.needs = needs;
    run();
  }

  /**
   * Compiles an expression or a statement.
   *
   * @param piece the source as it is written, and the name of the class around it, without a
   *     package
   * @param isValue whether it shall be an expression with a value
   * @return the source of that class, and the classes: none when it is not what it shall be, or
   *     does not compile
   */
  @Override
  public Map.Entry<String, List<ClassBytecodes>> apply(
      Map.Entry<String, String> piece, Boolean isValue) {
    var header = shell.maps.packageAndImportsExcept(needless(piece.getKey()), null);
    var source = piece.getKey() + "\n"; // it may end in a comment
    var body = isValue ? Wrap.methodReturnWrap(source) : Wrap.methodWrap(source);
    var around = header + "\nclass " + piece.getValue() + " {\n";
    var wrap = new OuterWrap(new Wrap.CompoundWrap(around, body, "}\n"));
    made = null;
    wanted = List.of(wrap);
    super.analyze(wanted, null);
    var classes = new ArrayList<ClassBytecodes>();
    if (made != null) {
      for (var name : made.classList(wrap)) {
        classes.add(shell.classTracker.get(name).toClassBytecodes());
      }
      made = null;
    }
    return Map.entry(wrap.wrapped(), classes);
  }

  private Set<Key> needless(String source) {
    var needed = needs.apply(source);
    var needless = new HashSet<Key>();
    for (var snippet : shell.maps.snippetList()) {
      if (snippet.name() != null && !needed.test(imported(snippet))) {
        needless.add(snippet.key());
      }
    }
    return needless;
  }

  private static String imported(Snippet snippet) {
    if (snippet instanceof ImportSnippet statement) {
      return statement.isStatic() ? "static " + statement.fullname() : statement.fullname();
    }
    return snippet.name();
  }

  /**
   * So JShell begins to compile, for methods twice over; or it has a question about one wrap, after
   * which that is never compiled.
   */
  @Override
  public <Z> Z analyze(Collection<OuterWrap> wraps, Worker<AnalyzeTask, Z> worker) {
    if (worker == asking) {
      asking = null;
    } else if (made == null || !made.isOf(wraps)) {
      made = null;
      wanted = wraps;
    }
    return super.analyze(wraps, worker);
  }

  @Override
  public <Z> Z analyze(OuterWrap wrap, Worker<AnalyzeTask, Z> worker) {
    asking = worker;
    return super.analyze(wrap, worker);
  }

  /** All the others end here. */
  @Override
  public <Z> Z analyze(
      Collection<OuterWrap> wraps, List<String> options, Worker<AnalyzeTask, Z> worker) {
    making = wraps == wanted ? wraps : null;
    wanted = null;
    looking = worker;
    return super.analyze(wraps, options, meAs(worker));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // gives what the other gives
  private <Z> Worker<AnalyzeTask, Z> meAs(Worker<AnalyzeTask, Z> worker) {
    return (Worker<AnalyzeTask, Z>) (Worker) this;
  }

  /**
   * Has classes made behind somebody's look at an analysis, while its compiler is at hand. Who
   * looks at one with errors may have another one made within.
   */
  @Override
  public Object withTask(AnalyzeTask analysis) {
    var wraps = making;
    var looked = looking == null ? null : looking.withTask(analysis);
    if (OnceClasses.hasErrors(analysis.diagnostics)) {
      forgetWhatCannotBeAccessed(analysis);
    } else if (wraps != null) {
      make(analysis, wraps);
    }
    return looked;
  }

  /**
   * A compiler that is used again tells only once of a class that it cannot access, takes it for a
   * type without a name from then on, and fails when it makes code of that.
   */
  private void forgetWhatCannotBeAccessed(AnalyzeTask analysis) {
    for (var diagnostic : analysis.diagnostics.getDiagnostics()) {
      if (CANNOT_ACCESS.equals(diagnostic.getCode())) {
        run();
        return;
      }
    }
  }

  /** Gives the session new compilers; the next snippet pays for their start. */
  @Override
  public void run() {
    try {
      var pool = TaskFactory.class.getDeclaredField("javacTaskPool");
      pool.setAccessible(true);
      pool.set(this, new OncePool());
    } catch (ReflectiveOperationException e) {
      // the JShell of another JDK: its compilers stay, and what they found wrong is told all the same
    }
  }

  /** JShell has new compilers then too. */
  @Override
  void addToClasspath(String path) {
    super.addToClasspath(path);
    run();
  }

  @Override
  public <Z> Z compile(Collection<OuterWrap> wraps, Worker<CompileTask, Z> worker) {
    var ready = made;
    made = null;
    return ready != null && ready.isOf(wraps)
        ? worker.withTask(ready)
        : super.compile(wraps, worker);
  }

  private void make(AnalyzeTask analysis, Collection<OuterWrap> wraps) {
    try {
      var classes = new OnceClasses(this, shell, analysis, wraps);
      if (classes.make()) {
        made = classes;
      }
    } catch (LinkageError e) { // the JShell of another JDK, which compiles twice
      made = null;
    } catch (IllegalStateException e) { // as JShell tells that javac failed
      throw new InternalError("Exception during generate - " + e.getCause(), e);
    }
  }
}
