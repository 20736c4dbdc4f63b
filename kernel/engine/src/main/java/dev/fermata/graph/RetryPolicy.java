// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * When a failed node is tried again within its superstep.
 *
 * @param maxAttempts how often in all, the first included; 1 or more
 * @param initialInterval the wait before the second attempt
 * @param backoffFactor by how much each wait grows; 1 or more
 * @param maxInterval no wait is longer
 * @param retryOn which exceptions to retry on
 */
public record RetryPolicy(
    int maxAttempts,
    Duration initialInterval,
    double backoffFactor,
    Duration maxInterval,
    Predicate<Exception> retryOn) {
  /**
   * Checks the ranges.
   *
   * @param maxAttempts how often in all, the first included; 1 or more
   * @param initialInterval the wait before the second attempt
   * @param backoffFactor by how much each wait grows; 1 or more
   * @param maxInterval no wait is longer
   * @param retryOn which exceptions to retry on
   */
  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts " + maxAttempts + " is less than 1");
    }
    if (backoffFactor < 1) {
      throw new IllegalArgumentException("backoffFactor " + backoffFactor + " is less than 1");
    }
    if (initialInterval.isNegative() || maxInterval.isNegative()) {
      throw new IllegalArgumentException("a wait cannot be negative");
    }
  }

  /**
   * LangGraph's defaults: waits of 0.5 s, doubling, at most 128 s, on every exception.
   *
   * @param maxAttempts how often in all, the first included
   * @return the policy
   */
  public static RetryPolicy attempts(int maxAttempts) {
    return new RetryPolicy(
        maxAttempts, Duration.ofMillis(500), 2, Duration.ofSeconds(128), thrown -> true);
  }

  /**
   * With another first wait.
   *
   * @param wait the wait before the second attempt; zero for none
   * @return a changed copy
   */
  public RetryPolicy withInitialInterval(Duration wait) {
    return new RetryPolicy(maxAttempts, wait, backoffFactor, maxInterval, retryOn);
  }

  /**
   * Only on some exceptions.
   *
   * @param exceptions which
   * @return a changed copy
   */
  public RetryPolicy withRetryOn(Predicate<Exception> exceptions) {
    return new RetryPolicy(maxAttempts, initialInterval, backoffFactor, maxInterval, exceptions);
  }
}
