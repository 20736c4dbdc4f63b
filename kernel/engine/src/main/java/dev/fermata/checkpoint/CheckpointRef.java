// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * Names a checkpoint: LangGraph's {@code thread_id}, {@code checkpoint_ns} and {@code
 * checkpoint_id}.
 *
 * @param thread the thread id, as the user wrote it
 * @param namespace "" for the root graph, {@code node:task} for a subgraph, levels joined by "|"
 * @param id which checkpoint; null means the latest
 */
public record CheckpointRef(String thread, String namespace, @Nullable CheckpointId id) {
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
