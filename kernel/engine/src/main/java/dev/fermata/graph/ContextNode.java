// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Node} that also wants to know in which run it takes part.
 *
 * @param <S> the state record
 */
@FunctionalInterface
public interface ContextNode<S> {
  /**
   * Runs the node once.
   *
   * @param state the state at the start of the superstep
   * @param context the run this is part of; valid until the node returns
   * @return updates and destinations; null and {@link Fermata#none()} mean neither
   * @throws Exception whatever the node fails with; the thread keeps its last checkpoint
   */
  @Nullable Command<S> run(S state, RunContext context) throws Exception;
}
