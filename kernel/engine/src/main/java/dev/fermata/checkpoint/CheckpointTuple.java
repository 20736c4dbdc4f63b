// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.List;

/**
 * A checkpoint with the pending writes of the tasks due after it, read in one snapshot.
 *
 * @param checkpoint the state
 * @param writes in the order they were first written
 */
public record CheckpointTuple(Checkpoint checkpoint, List<PendingWrite> writes) {}
