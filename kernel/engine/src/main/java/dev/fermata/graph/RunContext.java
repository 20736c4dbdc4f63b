// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/** The run a node takes part in, for a {@link ContextNode}. Valid until the node returns. */
public interface RunContext {
  /**
   * The node that runs.
   *
   * @return its name
   */
  String node();

  /**
   * The id of this task; the same each time the node runs again after an answer.
   *
   * @return 32 hex digits
   */
  String taskId();

  /**
   * How the run was called.
   *
   * @return its thread, checkpoint and limits
   */
  RunnableConfig config();

  /**
   * LangGraph's number of this superstep.
   *
   * @return 0 or more
   */
  int step();

  /**
   * Which attempt this is, where the node has a retry policy.
   *
   * @return 1 for the first
   */
  int attempt();

  /**
   * Sends something to whoever streams this run in mode {@link StreamMode#CUSTOM}; nobody listening
   * is no error. What is sent before a question is sent again when the node runs again.
   *
   * @param event anything
   */
  void write(@Nullable Object event);
}
