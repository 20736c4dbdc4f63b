// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.Set;

/** Which due tasks the first superstep of a call runs. */
sealed interface First {
  /** How a subgraph goes on that paused in a task of this superstep. */
  default First below() {
    return this instanceof Fresh ? new All() : this;
  }

  /** Every one that has no result; a run with a new input. */
  record Fresh() implements First {}

  /** Every one that has no result; static breakpoints do not stop it. */
  record All() implements First {}

  /** Those that do not wait for an answer, or got one of these. */
  record Answered(Set<String> ids) implements First {}
}
