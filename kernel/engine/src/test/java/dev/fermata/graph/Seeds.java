// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Plays with ever new seeds for some time. Longer: {@code -Dfermata.random.seconds=3600}; one play
 * again: {@code -Dfermata.seed=N}, which a failure names.
 */
final class Seeds {
  /** Each of the two random tests has half of the time. */
  private static final int SECONDS = Integer.getInteger("fermata.random.seconds", 60) / 2;

  private Seeds() {}

  /** What is played with one seed. */
  interface Play {
    void with(long seed) throws Exception;
  }

  static void play(Play play) {
    Long one = Long.getLong("fermata.seed");
    Random seeds = new Random();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    do {
      long seed = one == null ? seeds.nextLong() : one;
      assertThatCode(() -> play.with(seed)).as("-Dfermata.seed=" + seed).doesNotThrowAnyException();
    } while (one == null && System.nanoTime() < end);
  }
}
