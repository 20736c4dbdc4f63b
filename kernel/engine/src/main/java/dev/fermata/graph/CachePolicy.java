// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a node's result serves equal states. The cache lives in the compiled graph.
 *
 * @param timeToLive null for as long as the graph lives
 */
public record CachePolicy(@Nullable Duration timeToLive) {
  /**
   * Serves as long as the compiled graph lives.
   *
   * @return the policy
   */
  public static CachePolicy forever() {
    return new CachePolicy(null);
  }

  /**
   * Serves for a while.
   *
   * @param time how long
   * @return the policy
   */
  public static CachePolicy lasting(Duration time) {
    return new CachePolicy(time);
  }
}
