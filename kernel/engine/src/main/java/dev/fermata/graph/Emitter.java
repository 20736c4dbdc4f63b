// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.function.Supplier;

/** Whoever listens to a run. Called from the run's threads, so implementations are thread-safe. */
interface Emitter {
  /** Nobody. */
  Emitter NONE =
      new Emitter() {
        @Override
        public boolean wants(StreamMode mode) {
          return false;
        }

        @Override
        public void emit(StreamMode mode, Supplier<StreamEvent> event) {}
      };

  /** Whether events of a mode are listened to. */
  boolean wants(StreamMode mode);

  /** Tells something; the event is made only when somebody listens. */
  void emit(StreamMode mode, Supplier<StreamEvent> event);
}
