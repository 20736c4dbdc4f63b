// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

/** What a stream tells; LangGraph's modes. */
public enum StreamMode {
  /** The whole state after each superstep. */
  VALUES,
  /** What each finished task wrote. */
  UPDATES,
  /** The start and the end of each task. */
  TASKS,
  /** Each checkpoint. */
  CHECKPOINTS,
  /** What nodes send by {@link RunContext#write}. */
  CUSTOM,
  /** Checkpoints and tasks, with their step and time. */
  DEBUG
}
