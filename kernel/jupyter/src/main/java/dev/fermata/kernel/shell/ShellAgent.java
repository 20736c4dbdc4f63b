// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Receives the JVM's means to redefine classes, when the kernel's jar is started ({@code
 * Launcher-Agent-Class} in its manifest) or given as {@code -javaagent}. The JVM hands it to a
 * static method and nowhere else, hence the static reference.
 */
public final class ShellAgent {
  private static final AtomicReference<@Nullable Instrumentation> GIVEN = new AtomicReference<>();

  private ShellAgent() {}

  /**
   * Called by the JVM.
   *
   * @param arguments not used
   * @param instrumentation kept for {@link JavaShell}
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    GIVEN.set(instrumentation);
  }

  /**
   * Called by the JVM.
   *
   * @param arguments not used
   * @param instrumentation kept for {@link JavaShell}
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    GIVEN.set(instrumentation);
  }

  static Optional<Instrumentation> instrumentation() {
    return Optional.ofNullable(GIVEN.get()).filter(Instrumentation::isRedefineClassesSupported);
  }
}
