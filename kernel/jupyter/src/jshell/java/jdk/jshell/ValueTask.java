// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * The kernel's foot in JShell's own package: compiles an expression as JShell would wrap it, and no
 * more. Built as a part of JShell's module and defined into it when the kernel runs, for which its
 * package must be open; reflection on a dozen members would take a twentieth of a start. Knows only
 * types of the JDK, since that is all that JShell's module can see. Has neither lambdas nor inner
 * classes, which no start-up archive would hold. Not thread-safe.
 */
final class ValueTask
    implements BiFunction<String, String, Map.Entry<String, List<ClassBytecodes>>>,
        IntFunction<Snippet>,
        TaskFactory.Worker<TaskFactory.CompileTask, List<ClassBytecodes>> {
  private final JShell shell;
  private OuterWrap compiled;

  private ValueTask(JShell shell) {
    this.shell = shell;
  }

  static Object of(JShell shell) {
    return new ValueTask(shell);
  }

  /**
   * Compiles.
   *
   * @param expression as it is written
   * @param className of the class around it, without a package
   * @return the source around it, and the classes: none when it is no expression or does not
   *     compile
   */
  @Override
  public Map.Entry<String, List<ClassBytecodes>> apply(String expression, String className) {
    var header = shell.maps.packageAndImportsExcept(null, null);
    var body = Wrap.methodReturnWrap(expression + "\n"); // it may end in a comment
    compiled =
        new OuterWrap(
            new Wrap.CompoundWrap(header + "\nclass " + className + " {\n", body, "}\n"));
    return Map.entry(compiled.wrapped(), shell.taskFactory.compile(List.of(compiled), this));
  }

  /** JShell's compiler calls it while it has the task. */
  @Override
  public List<ClassBytecodes> withTask(TaskFactory.CompileTask task) {
    var classes = new ArrayList<ClassBytecodes>();
    if (task.compile()) {
      for (var name : task.classList(compiled)) {
        classes.add(shell.classTracker.get(name).toClassBytecodes());
      }
    }
    return classes;
  }

  /** The snippet of a number that JShell wrote into code; null without one. */
  @Override
  public Snippet apply(int index) {
    return shell.maps.getSnippetDeadOrAlive(index);
  }
}
