// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/**
 * The place of a checkpoint in its thread and namespace: 1 for the first one stored, then one more
 * for each; a fork of an old checkpoint gets the next free number. Ids never depend on the clock.
 *
 * @param number 1 or more
 */
public record CheckpointId(long number) implements Comparable<CheckpointId> {
  /**
   * Refuses numbers below 1.
   *
   * @param number 1 or more
   */
  public CheckpointId {
    if (number < 1) {
      throw new IllegalArgumentException("checkpoint id " + number + " is not a positive number");
    }
  }

  @Override
  public int compareTo(CheckpointId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
