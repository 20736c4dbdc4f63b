// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/**
 * The choice behind a conditional edge.
 *
 * @param <S> the state record
 */
@FunctionalInterface
public interface Router<S> {
  /**
   * Chooses where to go after the node; sees the node's own updates.
   *
   * @param state the state with the updates of the node it leaves
   * @return a node's name, a {@link Send}, or a collection of these; null or an empty collection
   *     for nowhere; {@link Fermata#END} ends this way
   * @throws Exception fails the node it leaves
   */
  @Nullable Object route(S state) throws Exception;
}
