// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * Names a checkpoint: LangGraph's {@code thread_id}, {@code checkpoint_ns} and {@code
 * checkpoint_id}.
 *
 * @param thread the thread id, as the user wrote it: 1 to 256 characters, emoji count as one;
 *     nothing is normalised
 * @param namespace "" for the root graph, {@code node:task} for a subgraph, levels joined by "|"
 * @param id which checkpoint; null means the latest
 */
public record CheckpointRef(String thread, String namespace, @Nullable CheckpointId id) {
  /**
   * Refuses thread ids that cannot be stored.
   *
   * @param thread 1 to 256 characters, no half surrogate pair
   * @param namespace no half surrogate pair
   * @param id null means the latest
   */
  public CheckpointRef {
    ThreadIds.require(thread);
    if (Surrogates.firstLone(namespace) >= 0) {
      throw new CheckpointException(
          "bad-namespace", "a namespace holds half a surrogate pair, which is not text");
    }
  }

  /**
   * The latest checkpoint of a thread's root graph.
   *
   * @param thread the thread id
   * @return the reference
   */
  public static CheckpointRef latest(String thread) {
    return new CheckpointRef(thread, "", null);
  }
}
