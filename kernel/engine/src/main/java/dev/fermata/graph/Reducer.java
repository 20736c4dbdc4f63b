// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/**
 * How a channel takes a new value while it holds another. A channel without a reducer keeps the
 * last value and refuses two writers in one superstep.
 *
 * @param <T> the channel's type
 */
@FunctionalInterface
public interface Reducer<T> {
  /**
   * Combines. Called only when there is a current value; a channel that holds null takes the update
   * as it is. Must not change its arguments.
   *
   * @param current what the channel holds
   * @param update what a node wrote
   * @return what the channel holds next
   */
  T reduce(T current, T update);

  /**
   * What the channel holds before anything is written.
   *
   * @return null unless said otherwise
   */
  default @Nullable T identity() {
    return null;
  }
}
