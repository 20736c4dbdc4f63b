// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import org.jspecify.annotations.Nullable;

/** What one snippet did when it ran: its value, or what it threw. Used by one thread at a time. */
final class Evaluation {
  private final CellScope scope;
  private @Nullable Object value;
  private @Nullable Throwable thrown;

  Evaluation(CellScope scope) {
    this.scope = scope;
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
