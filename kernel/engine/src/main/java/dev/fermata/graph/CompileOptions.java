// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a graph is compiled. Immutable; each method returns a changed copy.
 *
 * @param name the graph's name, to which its threads belong; null leaves it unnamed
 * @param checkpointer where checkpoints go; null for the place's default
 * @param mode whether a graph that runs inside another keeps checkpoints
 * @param before stop before these nodes; {@code *} for all
 * @param after stop after these nodes; {@code *} for all
 */
public record CompileOptions(
    @Nullable String name,
    @Nullable Checkpointer checkpointer,
    Checkpoints mode,
    List<String> before,
    List<String> after) {
  private static final CompileOptions DEFAULTS =
      new CompileOptions(null, null, Checkpoints.INHERITED, List.of(), List.of());

  /** Whether a graph that runs inside another keeps checkpoints; LangGraph's None, True, False. */
  public enum Checkpoints {
    /** In the parent's checkpointer, anew for each run of the parent's task; the default. */
    INHERITED,
    /** In the parent's checkpointer, one state that lasts over all runs of the parent's thread. */
    OWN,
    /** None: after an answer the subgraph runs again from its start. */
    NONE
  }

  /**
   * Copies the lists.
   *
   * @param name the graph's name, to which its threads belong; null leaves it unnamed
   * @param checkpointer where checkpoints go; null for the place's default
   * @param mode whether a graph that runs inside another keeps checkpoints
   * @param before stop before these nodes; {@code *} for all
   * @param after stop after these nodes; {@code *} for all
   */
  public CompileOptions {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Nothing said.
   *
   * @return the defaults
   */
  public static CompileOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With a name.
   *
   * @param graph the graph's name
   * @return a changed copy
   */
  public CompileOptions withName(String graph) {
    return new CompileOptions(graph, checkpointer, mode, before, after);
  }

  /**
   * With a checkpointer.
   *
   * @param store where checkpoints go
   * @return a changed copy
   */
  public CompileOptions withCheckpointer(Checkpointer store) {
    return new CompileOptions(name, store, mode, before, after);
  }

  /**
   * Says whether the graph keeps checkpoints when it runs inside another.
   *
   * @param checkpoints which
   * @return a changed copy
   */
  public CompileOptions withCheckpoints(Checkpoints checkpoints) {
    return new CompileOptions(name, checkpointer, checkpoints, before, after);
  }

  /**
   * Stopping before nodes in every run.
   *
   * @param nodes their names; {@code *} for all
   * @return a changed copy
   */
  public CompileOptions interruptBefore(String... nodes) {
    return new CompileOptions(name, checkpointer, mode, List.of(nodes), after);
  }

  /**
   * Stopping after nodes in every run.
   *
   * @param nodes their names; {@code *} for all
   * @return a changed copy
   */
  public CompileOptions interruptAfter(String... nodes) {
    return new CompileOptions(name, checkpointer, mode, before, List.of(nodes));
  }
}
