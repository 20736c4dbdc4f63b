// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Makes the JShell that compiles cells for a {@link CellControl}. */
final class Engine {
  private Engine() {}

  static JShell over(CellControl control, ImportedNames names) {
    var provider =
        new ExecutionControlProvider() {
          @Override
          public String name() {
            return "fermata";
          }

          @Override
          public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
          }
        };
    return JShell.builder()
        .executionEngine(provider, Map.of())
        .compilerOptions("-parameters", "-g") // the debugger shows local variables by name
        .fileManager(files -> new CompilerFiles(files, names))
        .build();
  }
}
