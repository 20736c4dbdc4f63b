// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.Stored.QuestionJson;
import java.util.List;

/** How a run of a graph ended, short of an exception. */
sealed interface Outcome {
  /** Nothing is due. */
  record Finished() implements Outcome {}

  /** At a static breakpoint. */
  record Stopped() implements Outcome {}

  /** Questions are pending; each says where it is kept. */
  record Paused(List<QuestionJson> open) implements Outcome {}

  /** A node of a subgraph spoke to the graph above. */
  record Escaped(Parts parts) implements Outcome {}
}
