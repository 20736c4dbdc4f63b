// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is due after a superstep. Immutable but for the bit sets, which are copied on change.
 *
 * @param due tasks in the graph's order, sends last
 * @param arrived by join, which sources have finished since it last fired
 * @param deferred nodes that wait until nothing else is due
 * @param writers the nodes of the superstep before; {@code updateState} acts as the only one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Plan(List<Due> due, BitSet[] arrived, BitSet deferred, int[] writers) {
  /**
   * One task to come.
   *
   * @param node its number; the start's number stands for "the input is to be applied"
   * @param ordinal 0 for a node that is due by an edge, else 1, 2, … by send
   * @param state the state of a send; null for the graph's own
   */
  record Due(int node, int ordinal, @Nullable Record state) {}
}
