// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.Comparator;
import java.util.List;

/** LangGraph's two orders of a superstep's tasks. */
final class TaskOrder {
  private TaskOrder() {}

  /** The order in which writes apply: nodes by name, then sends as they were sent. */
  static <S extends Record> void forWrites(List<Task<S>> tasks, Topology<S> topology) {
    if (tasks.size() > 1) {
      tasks.sort(
          Comparator.<Task<S>>comparingInt(task -> task.due().ordinal())
              .thenComparingInt(task -> topology.rank(task.due().node())));
    }
  }

  /** The nodes that are not done, in the order they were added to the graph; sends last. */
  static <S extends Record> List<String> next(List<Task<S>> tasks) {
    return tasks.stream()
        .filter(task -> !task.is(Task.Status.DONE))
        .sorted(
            Comparator.<Task<S>>comparingInt(task -> task.due().ordinal())
                .thenComparingInt(task -> task.due().node()))
        .map(Task::name)
        .toList();
  }
}
