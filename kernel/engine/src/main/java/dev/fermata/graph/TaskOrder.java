// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.Plan.Due;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** LangGraph's two orders of a superstep's tasks. */
final class TaskOrder {
  private static final Comparator<Due> SENDS_FIRST =
      Comparator.<Due, Boolean>comparing(due -> due.ordinal() == 0)
          .thenComparingInt(Due::ordinal)
          .thenComparingInt(Due::node);

  private TaskOrder() {}

  /** The order in which writes apply: nodes by name, then sends as they were sent. */
  static <S extends Record> void forWrites(List<Task<S>> tasks, Topology<S> topology) {
    if (tasks.size() > 1) {
      tasks.sort(
          Comparator.<Task<S>>comparingInt(task -> task.due().ordinal())
              .thenComparingInt(task -> topology.rank(task.due().node())));
    }
  }

  /**
   * The nodes that are not done, as {@link #nodes} orders them. All of them when all are done but
   * nobody has gone on from there, as after a crash at that moment: the run is not at its end.
   */
  static <S extends Record> List<String> next(List<Task<S>> tasks) {
    List<String> open = nodes(tasks.stream().filter(task -> !task.is(Task.Status.DONE)));
    return open.isEmpty() ? nodes(tasks.stream()) : open;
  }

  /** The nodes of tasks: sends as they were sent, then the order of the graph. */
  static <S extends Record> List<String> nodes(Stream<Task<S>> tasks) {
    return tasks.sorted(Comparator.comparing(Task::due, SENDS_FIRST)).map(Task::name).toList();
  }

  /** The nodes that are due after a superstep, in the same order. */
  static <S extends Record> List<String> due(Plan plan, Topology<S> topology) {
    return plan.due().stream().sorted(SENDS_FIRST).map(due -> topology.name(due.node())).toList();
  }
}
