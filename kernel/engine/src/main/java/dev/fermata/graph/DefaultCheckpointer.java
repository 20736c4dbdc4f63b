// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpointer;
import java.util.Map;
import java.util.Optional;

/**
 * What a place that runs graphs, such as a notebook, provides to graphs that were compiled without
 * a checkpointer of their own. Found by {@link java.util.ServiceLoader}; asked at the first run,
 * never when a graph is compiled.
 */
public interface DefaultCheckpointer {
  /**
   * The place's checkpointer.
   *
   * @return the same open checkpointer at every call until it is closed
   */
  Checkpointer checkpointer();

  /**
   * Facts for the list of threads, and for who answered.
   *
   * @return for example notebook, user, host, kernel
   */
  default Map<String, String> labels() {
    return Map.of();
  }

  /**
   * A hash of the source that defines a node, so that a resume after an edit can say so. Asked on
   * the threads of tasks, whenever a question is recorded or answered.
   *
   * @param graph the graph
   * @param node the node's name
   * @return empty when the place has no source; then the byte code's hash counts
   */
  default Optional<String> fingerprint(CompiledGraph<?> graph, String node) {
    return Optional.empty();
  }

  /**
   * What a changed question does when the call does not say.
   *
   * @return ASK in a notebook; FAIL where nobody looks
   */
  default OnChangedQuestion onChangedQuestion() {
    return OnChangedQuestion.ASK;
  }
}
