// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

/**
 * Changes classes that are in use: their variables keep their values, stored lambdas the new code.
 */
final class HotSwap {
  private final Instrumentation instrumentation;
  private final PollInserter polls = new PollInserter();

  HotSwap(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Puts new code into loaded classes, all or none.
   *
   * @throws ClassInstallException when a shape changed; JShell then makes new classes
   */
  void redefine(CellLoader loader, ClassBytecodes[] classes) throws ClassInstallException {
    var definitions = new ArrayList<ClassDefinition>();
    try {
      for (var c : classes) {
        definitions.add(
            new ClassDefinition(
                loader.findClass(c.name()), polls.insert(new CellClass(c.bytecodes()).code())));
      }
      instrumentation.redefineClasses(definitions.toArray(new ClassDefinition[0]));
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError e) {
      throw new ClassInstallException(e.toString(), new boolean[classes.length]);
    }
  }
}
