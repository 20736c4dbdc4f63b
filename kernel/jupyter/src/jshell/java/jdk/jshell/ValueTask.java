// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * The kernel's foot in JShell's own package: compiles an expression as JShell would wrap it, and no
 * more. Built as a part of JShell's module and defined into it when the kernel runs, for which its
 * package must be open; reflection on a dozen members would take a twentieth of a start. Knows only
 * types of the JDK, since that is all that JShell's module can see. Has neither lambdas nor inner
 * classes, which no start-up archive would hold.
 */
final class ValueTask
    implements BiFunction<
            JShell, Map.Entry<String, String>, Map.Entry<String, List<ClassBytecodes>>>,
        TaskFactory.Worker<TaskFactory.CompileTask, List<ClassBytecodes>> {
  /** For everybody. A field: for the call of a method the JVM would make classes. */
  static final BiFunction<
          JShell, Map.Entry<String, String>, Map.Entry<String, List<ClassBytecodes>>>
      COMPILER = new ValueTask(null, null);

  private final JShell shell;
  private final OuterWrap outer;

  private ValueTask(JShell shell, OuterWrap outer) {
    this.shell = shell;
    this.outer = outer;
  }

  /**
   * Compiles.
   *
   * @param session whose imports and declarations are seen
   * @param wanted an expression as it is written, and the name of the class around it, without a
   *     package
   * @return the source of that class, and the classes: none when it is no expression or does not
   *     compile
   */
  @Override
  public Map.Entry<String, List<ClassBytecodes>> apply(
      JShell session, Map.Entry<String, String> wanted) {
    var header = session.maps.packageAndImportsExcept(null, null);
    var body = Wrap.methodReturnWrap(wanted.getKey() + "\n"); // it may end in a comment
    var around = header + "\nclass " + wanted.getValue() + " {\n";
    var wrap = new OuterWrap(new Wrap.CompoundWrap(around, body, "}\n"));
    var classes = session.taskFactory.compile(List.of(wrap), new ValueTask(session, wrap));
    return Map.entry(wrap.wrapped(), classes);
  }

  /** JShell's compiler calls it while it has the task. */
  @Override
  public List<ClassBytecodes> withTask(TaskFactory.CompileTask task) {
    var classes = new ArrayList<ClassBytecodes>();
    if (task.compile()) {
      for (var name : task.classList(outer)) {
        classes.add(shell.classTracker.get(name).toClassBytecodes());
      }
    }
    return classes;
  }
}
