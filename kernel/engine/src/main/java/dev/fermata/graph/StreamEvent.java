// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a stream tells about a run.
 *
 * @param mode what sort of event
 * @param namespace "" for the root graph, else the subgraph's place
 * @param data by mode: VALUES the state record; UPDATES a map from the node to what it wrote by
 *     channel; TASKS a {@link TaskEvent}; CHECKPOINTS a {@link StateSnapshot}; CUSTOM what the node
 *     sent; DEBUG a {@link DebugEvent}
 * @param interrupts in VALUES and UPDATES, what the run waits for: LangGraph's {@code
 *     __interrupt__}; such an update has an empty map
 */
public record StreamEvent(
    StreamMode mode, String namespace, @Nullable Object data, List<Interrupt> interrupts) {
  /**
   * Copies the list.
   *
   * @param mode what sort of event
   * @param namespace "" for the root graph, else the subgraph's place
   * @param data by mode
   * @param interrupts what the run waits for
   */
  public StreamEvent {
    interrupts = List.copyOf(interrupts);
  }

  /** Where a task has got to. */
  public enum Phase {
    /** It begins to run. */
    STARTED,
    /** It has its result. */
    FINISHED,
    /** It asks. */
    PAUSED,
    /** It threw. */
    FAILED
  }

  /**
   * A task of the running superstep.
   *
   * @param id the task's id, 32 hex digits
   * @param node its node
   * @param phase where it has got to
   * @param result what it wrote by channel, when finished; else null
   * @param error what it threw, when failed; else null
   * @param interrupts what it asks, when paused
   */
  public record TaskEvent(
      String id,
      String node,
      Phase phase,
      @Nullable Map<String, Object> result,
      @Nullable String error,
      List<Interrupt> interrupts) {}

  /**
   * A task or a checkpoint with its step.
   *
   * @param step LangGraph's step
   * @param payload a {@link TaskEvent} or a {@link StateSnapshot}
   */
  public record DebugEvent(int step, Object payload) {}
}
