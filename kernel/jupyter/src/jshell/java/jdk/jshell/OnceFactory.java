// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * The kernel's foot in JShell's own package: the compilers of a session, which compile once. JShell
 * analyzes what it declares, throws that away, and compiles the same sources from their text; here
 * the classes are made while they are analyzed, and given when they are asked for. Compiles also an
 * expression or a statement as JShell would wrap it, and no more.
 *
 * <p>The classes of this package are built as a part of JShell's module and defined into it when
 * the kernel runs, for which its package must be open. They know only types of the JDK, since that
 * is all that JShell's module can see, and have neither lambdas nor inner classes, which no
 * start-up archive would hold. Each method of JShell's own that they call is the one they override,
 * or they do without it where a JShell has no such method.
 */
final class OnceFactory extends TaskFactory
    implements BiFunction<
        Map.Entry<String, String>, Boolean, Map.Entry<String, List<ClassBytecodes>>> {
  private final JShell shell;

  /** A worker whose analysis nothing will be compiled after. */
  private Worker<?, ?> passing;

  /** What was made in the analysis before. */
  private OnceClasses made;

  OnceFactory(JShell shell) {
    super(shell);
    this.shell = shell;
  }

  /**
   * Compiles an expression or a statement.
   *
   * @param wanted the source as it is written, and the name of the class around it, without a
   *     package
   * @param isValue whether it shall be an expression with a value
   * @return the source of that class, and the classes: none when it is not what it shall be, or
   *     does not compile
   */
  @Override
  public Map.Entry<String, List<ClassBytecodes>> apply(
      Map.Entry<String, String> wanted, Boolean isValue) {
    var header = shell.maps.packageAndImportsExcept(null, null);
    var source = wanted.getKey() + "\n"; // it may end in a comment
    var body = isValue ? Wrap.methodReturnWrap(source) : Wrap.methodWrap(source);
    var around = header + "\nclass " + wanted.getValue() + " {\n";
    var wrap = new OuterWrap(new Wrap.CompoundWrap(around, body, "}\n"));
    var wraps = List.of(wrap);
    made = null;
    super.analyze(wraps, new OnceWorker<>(null, this, wraps));
    var classes = new ArrayList<ClassBytecodes>();
    if (made != null) {
      for (var name : made.classList(wrap)) {
        classes.add(shell.classTracker.get(name).toClassBytecodes());
      }
      made = null;
    }
    return Map.entry(wrap.wrapped(), classes);
  }

  /** What is analyzed alone is somebody's question; it is never run. */
  @Override
  public <Z> Z analyze(OuterWrap wrap, Worker<AnalyzeTask, Z> worker) {
    passing = worker;
    return super.analyze(wrap, worker);
  }

  /** So JShell begins to compile. For methods it may do so twice over. */
  @Override
  public <Z> Z analyze(Collection<OuterWrap> wraps, Worker<AnalyzeTask, Z> worker) {
    if (worker == passing) {
      passing = null;
      return super.analyze(wraps, worker);
    }
    if (made != null && made.isOf(wraps)) {
      return super.analyze(wraps, worker);
    }
    made = null;
    return super.analyze(wraps, new OnceWorker<>(worker, this, wraps));
  }

  @Override
  public <Z> Z compile(Collection<OuterWrap> wraps, Worker<CompileTask, Z> worker) {
    var ready = made;
    made = null;
    return ready != null && ready.isOf(wraps)
        ? worker.withTask(ready)
        : super.compile(wraps, worker);
  }

  /** Makes the classes of what was just analyzed. */
  void make(AnalyzeTask analyzed, Collection<OuterWrap> wraps) {
    try {
      var classes = new OnceClasses(this, shell, analyzed, wraps);
      if (classes.make()) {
        made = classes;
      }
    } catch (IllegalStateException | LinkageError e) { // too deep, or the JShell of another JDK
      made = null; // JShell compiles it once more, and tells
    }
  }
}
