// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

/** The waits between attempts. */
final class Retries {
  private Retries() {}

  static boolean again(RetryPolicy policy, int attempt, Exception thrown) {
    return attempt < policy.maxAttempts()
        && !(thrown instanceof InterruptedException)
        && !(thrown instanceof GraphException.InterruptMisuse)
        && policy.retryOn().test(thrown);
  }

  static void pause(RetryPolicy policy, int attempt) throws InterruptedException {
    double factor = Math.pow(policy.backoffFactor(), attempt - 1.0);
    double wait = (double) policy.initialInterval().toMillis() * factor;
    Thread.sleep((long) Math.min(wait, (double) policy.maxInterval().toMillis()));
  }
}
