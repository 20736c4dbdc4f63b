// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one graph run between two supersteps, as read back from a checkpointer.
 *
 * @param ref where it is stored; {@link CheckpointRef#id()} is never null here
 * @param parent the checkpoint this one continues or forks; null for the first one
 * @param step LangGraph's step: -1 for the input, then 0, 1, …
 * @param source what made it
 * @param createdAt when it was made, by the writer's clock; for people only, never for ordering
 * @param channels the full value of each channel that has ever been written, in the order first
 *     written
 * @param plan what is due next, in the engine's own words; opaque to checkpointers
 * @param metadata further facts of the run (graph name, run id, fingerprints); opaque
 */
public record Checkpoint(
    CheckpointRef ref,
    @Nullable CheckpointId parent,
    int step,
    Source source,
    Instant createdAt,
    Map<String, Json> channels,
    Json plan,
    Map<String, Json> metadata) {

  /** What made a checkpoint; LangGraph's names. */
  public enum Source {
    /** An input was merged into the state. */
    INPUT,
    /** A superstep ended. */
    LOOP,
    /** {@code updateState} wrote it. */
    UPDATE,
    /** A run continued from an old checkpoint. */
    FORK
  }
}
