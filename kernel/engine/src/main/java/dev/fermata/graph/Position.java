// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint.Source;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands.
 *
 * @param values the channels
 * @param stored the channels as the checkpoint has them; differs from {@code values} by what is not
 *     stored yet
 * @param source what made the checkpoint of this step; null while it is not stored
 * @param plan what is due
 * @param runId the run
 * @param step LangGraph's step of the checkpoint
 * @param records what tasks have left beside the checkpoint, by task id
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Position(
    @Nullable Object[] values,
    @Nullable Object[] stored,
    @Nullable Source source,
    Plan plan,
    String runId,
    int step,
    Map<String, TaskRecord> records) {}
