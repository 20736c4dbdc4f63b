// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread at one checkpoint: LangGraph's {@code StateSnapshot}.
 *
 * @param values the state, with the writes of tasks that already finished after the checkpoint
 * @param next the nodes that are due, in the graph's order; empty when the run is finished
 * @param tasks the due tasks in task order, finished ones included
 * @param interrupts the pending questions of all tasks
 * @param config names this checkpoint
 * @param parentConfig names the checkpoint before it; null for the first
 * @param step LangGraph's step: -1 for the first input; null for a thread that has no checkpoint
 * @param source what made the checkpoint; null for a thread that has none
 * @param createdAt when, by the writer's clock; null for a thread that has no checkpoint
 * @param <S> the state record
 */
public record StateSnapshot<S extends Record>(
    S values,
    List<String> next,
    List<TaskSnapshot> tasks,
    List<Interrupt> interrupts,
    RunnableConfig config,
    @Nullable RunnableConfig parentConfig,
    @Nullable Integer step,
    @Nullable Source source,
    @Nullable Instant createdAt) {
  /**
   * Copies the lists.
   *
   * @param values the state, with the writes of tasks that already finished after the checkpoint
   * @param next the nodes that are due, in the graph's order; empty when the run is finished
   * @param tasks the due tasks in task order, finished ones included
   * @param interrupts the pending questions of all tasks
   * @param config names this checkpoint
   * @param parentConfig names the checkpoint before it; null for the first
   * @param step LangGraph's step: -1 for the first input; null for a thread that has no checkpoint
   * @param source what made the checkpoint; null for a thread that has none
   * @param createdAt when, by the writer's clock; null for a thread that has no checkpoint
   */
  public StateSnapshot {
    next = List.copyOf(next);
    tasks = List.copyOf(tasks);
    interrupts = List.copyOf(interrupts);
  }
}
