// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One row of the list of threads: what a person wants to see without opening a checkpoint. Written
 * by the engine in the same batch as the checkpoint or write that changed it.
 *
 * @param thread the thread id
 * @param graph the name of the graph the thread belongs to
 * @param status where the run stands
 * @param waiting what is asked, one entry per unanswered question; empty unless paused
 * @param since when the status was entered, by the writer's clock
 * @param labels further facts for people (notebook, user, host); free names
 */
public record ThreadInfo(
    String thread,
    String graph,
    Status status,
    List<Waiting> waiting,
    Instant since,
    Map<String, String> labels) {

  /** Where a thread stands. */
  public enum Status {
    /** A run goes on, or its process died in it. */
    RUNNING,
    /** At least one question is unanswered. */
    PAUSED,
    /** At a static breakpoint. */
    STOPPED,
    /** A node threw; continuing retries it. */
    FAILED,
    /** Nothing is due. */
    FINISHED
  }

  /**
   * One unanswered question.
   *
   * @param interruptId 32 hex digits
   * @param node the asking node
   * @param title the question in one line, as plain text
   */
  public record Waiting(String interruptId, String node, String title) {}
}
