// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.Objects;

/**
 * One more task of a node in the next superstep, with a state of its own: LangGraph's fan-out.
 *
 * @param node the node to run
 * @param state the state it sees: the graph's state record, or a map or another record whose keys
 *     are names of its components
 */
public record Send(String node, Object state) {
  /**
   * Refuses nulls.
   *
   * @param node the node to run
   * @param state the state it sees
   */
  public Send {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(state, "state");
  }
}
