// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whoever listens to a run. Called from the run's threads, so implementations are thread-safe. */
interface Emitter {
  /** Nobody. */
  Emitter NONE = (mode, namespace, event) -> {};

  /**
   * Tells something.
   *
   * @param namespace "" for the root graph
   * @param event made only when somebody listens
   */
  void emit(StreamMode mode, String namespace, Supplier<? extends @Nullable Object> event);
}
