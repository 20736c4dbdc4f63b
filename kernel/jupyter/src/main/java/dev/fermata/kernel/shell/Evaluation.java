// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one snippet did when it ran: its value, or what it threw. Used by one thread at a time. */
final class Evaluation {
  private final CellScope scope;
  private final Consumer<String> beginning;
  private final List<String> classes = new ArrayList<>();
  private @Nullable Object value;
  private @Nullable Throwable thrown;

  /**
   * An evaluation that has not begun.
   *
   * @param beginning told the name of the class when its code is about to run
   */
  Evaluation(CellScope scope, Consumer<String> beginning) {
    this.scope = scope;
    this.beginning = beginning;
  }

  void begins(String className) {
    classes.add(className);
    beginning.accept(className);
  }

  /** Whose code has begun. */
  List<String> classes() {
    return classes;
  }

  CellScope scope() {
    return scope;
  }

  void keep(@Nullable Object result) {
    value = result;
  }

  /** The first failure counts: {@code int a = f(), b = g();} is two snippets. */
  void failed(Throwable failure) {
    if (thrown == null) {
      thrown = failure;
    }
  }

  @Nullable Object value() {
    return value;
  }

  @Nullable Throwable thrown() {
    return thrown;
  }
}
