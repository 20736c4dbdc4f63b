// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One due task of a {@link StateSnapshot}.
 *
 * @param id the task's id, 32 hex digits
 * @param name the node
 * @param interrupts its pending questions; of a past checkpoint, those it asked
 * @param result what it wrote, by channel, when it has finished; null when not
 * @param error what it failed with the last time; null when it did not
 * @param state the checkpoint of the subgraph that runs in it; null when none does
 */
public record TaskSnapshot(
    String id,
    String name,
    List<Interrupt> interrupts,
    @Nullable Map<String, Object> result,
    @Nullable String error,
    @Nullable StateSnapshot<?> state) {
  /**
   * Copies the list.
   *
   * @param id the task's id, 32 hex digits
   * @param name the node
   * @param interrupts its pending questions; of a past checkpoint, those it asked
   * @param result what it wrote, by channel, when it has finished; null when not
   * @param error what it failed with the last time; null when it did not
   * @param state the checkpoint of the subgraph that runs in it; null when none does
   */
  public TaskSnapshot {
    interrupts = List.copyOf(interrupts);
  }
}
