// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;

/**
 * What a call of a graph came to: the state as it stands, and what is asked.
 *
 * @param value the state, with the writes of tasks that finished beside a pausing one
 * @param interrupts the pending questions in task order; empty when nothing is asked
 * @param config where the thread stands now
 * @param next the nodes that are due; empty when the run is finished
 * @param notices remarks for people, for example that an answer was already known
 * @param <S> the state record
 */
public record GraphOutput<S extends Record>(
    S value,
    List<Interrupt> interrupts,
    RunnableConfig config,
    List<String> next,
    List<String> notices) {
  /**
   * Copies the lists.
   *
   * @param value the state, with the writes of tasks that finished beside a pausing one
   * @param interrupts the pending questions in task order; empty when nothing is asked
   * @param config where the thread stands now
   * @param next the nodes that are due; empty when the run is finished
   * @param notices remarks for people, for example that an answer was already known
   */
  public GraphOutput {
    interrupts = List.copyOf(interrupts);
    next = List.copyOf(next);
    notices = List.copyOf(notices);
  }

  /**
   * Whether the run waits for an answer.
   *
   * @return true when at least one question is pending
   */
  public boolean isInterrupted() {
    return !interrupts.isEmpty();
  }

  /**
   * Whether the run stands at a static breakpoint; {@code invoke(config)} goes on.
   *
   * @return true when nodes are due and nothing is asked
   */
  public boolean isStopped() {
    return interrupts.isEmpty() && !next.isEmpty();
  }
}
