// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/** A session for tests: cells in, outcomes out. */
final class Cells implements AutoCloseable {
  private final AtomicInteger count = new AtomicInteger();
  final JavaShell shell;

  Cells() {
    this(ShellConfig.bare());
  }

  Cells(ShellConfig config) {
    this(JavaShell.open(config));
  }

  Cells(JavaShell shell) {
    this.shell = shell;
  }

  Outcome run(String source) {
    try (var scope = shell.begin("In [" + count.incrementAndGet() + "]", null)) {
      return shell.run(scope, source, 1);
    }
  }

  /** Runs a cell on another thread. */
  CompletableFuture<Outcome> start(String source) {
    var begun = new CompletableFuture<Boolean>();
    var outcome =
        CompletableFuture.supplyAsync(
            () -> {
              try (var scope = shell.begin("In [" + count.incrementAndGet() + "]", null)) {
                begun.complete(true);
                return shell.run(scope, source, 1);
              }
            });
    begun.join();
    return outcome;
  }

  @Nullable Object value(String source) {
    var outcome = run(source);
    assertThat(outcome).as(source).isInstanceOf(Outcome.Value.class);
    return ((Outcome.Value) outcome).value();
  }

  void ok(String source) {
    var outcome = run(source);
    if (outcome instanceof Outcome.Failed failed) {
      throw new AssertionError(source + "\n" + String.join("\n", failed.error().traceback()));
    }
  }

  CellError error(String source) {
    return error(run(source));
  }

  static CellError error(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).error();
  }

  /** JShell lists the JDK's classes in the background; until then no import can be suggested. */
  void awaitIndex() {
    var code = "AtomicInteger";
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (shell.complete(code, code.length()).matches().isEmpty()) {
      assertThat(System.nanoTime()).as("the index is not there after a minute").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** What compiles the cells: of JShell's package, with fields that can be read. */
  Object compilers() throws ReflectiveOperationException {
    return field(JShell.class, "taskFactory", field(JavaShell.class, "shell", shell));
  }

  static Object field(Class<?> type, String name, Object owner)
      throws ReflectiveOperationException {
    var field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  @Override
  public void close() {
    shell.close();
  }
}
