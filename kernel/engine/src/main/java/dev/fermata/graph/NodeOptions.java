// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/**
 * How a node runs beyond its function. Immutable; each method returns a changed copy.
 *
 * @param retry when to try again; null for never
 * @param cache how long a result serves equal states; null for never
 * @param deferred whether it waits until nothing else is due in the run
 */
public record NodeOptions(
    @Nullable RetryPolicy retry, @Nullable CachePolicy cache, boolean deferred) {
  private static final NodeOptions DEFAULTS = new NodeOptions(null, null, false);

  /**
   * Nothing said.
   *
   * @return the defaults
   */
  public static NodeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Trying again after failures. A question is never a failure.
   *
   * @param policy when and how often
   * @return a changed copy
   */
  public NodeOptions withRetry(RetryPolicy policy) {
    return new NodeOptions(policy, cache, deferred);
  }

  /**
   * Serving equal states from a cache. A task that asked is never cached.
   *
   * @param policy for how long
   * @return a changed copy
   */
  public NodeOptions withCache(CachePolicy policy) {
    return new NodeOptions(retry, policy, deferred);
  }

  /**
   * Waiting until no other node is due: LangGraph's {@code defer}. As there, tasks that were sent
   * do not count: a node that is deferred when tasks are sent runs beside them. A node deferred by
   * what the sent tasks do runs behind them.
   *
   * @return a changed copy
   */
  public NodeOptions deferUntilLast() {
    return new NodeOptions(retry, cache, true);
  }
}
