// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/** What one snippet of a cell came to. */
record Step(List<SnippetEvent> events, @Nullable Result result, @Nullable CellError error) {
  static final Step NOTHING = new Step(List.of(), null, null);

  /** The value of an expression. */
  record Result(@Nullable Object value, boolean terminated) {}

  static Step of(List<SnippetEvent> events) {
    return new Step(events, null, null);
  }

  static Step failed(CellError error) {
    return new Step(List.of(), null, error);
  }

  Step with(CellError failure) {
    return new Step(events, null, failure);
  }

  Step with(@Nullable Result value) {
    return new Step(events, value, error);
  }
}
