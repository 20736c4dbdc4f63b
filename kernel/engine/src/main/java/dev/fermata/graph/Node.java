// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/**
 * A step of a graph: reads the state, returns what to change and where to go.
 *
 * <p>May be run several times for one superstep: after each answer to a question it asks it runs
 * again from its start. Nodes of one superstep run on threads of their own, side by side.
 *
 * @param <S> the state record
 */
@FunctionalInterface
public interface Node<S> {
  /**
   * Runs the node once.
   *
   * @param state the state at the start of the superstep
   * @return updates and destinations; null and {@link Fermata#none()} mean neither
   * @throws Exception whatever the node fails with; the thread keeps its last checkpoint
   */
  @Nullable Command<S> run(S state) throws Exception;
}
