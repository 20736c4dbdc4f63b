// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.Topology.Stops;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same during a run.
 *
 * @param config how it was called
 * @param graph the graph's name; "" while it has none
 * @param stops static breakpoints of the graph and of this call
 * @param changedQuestion what a changed question does
 * @param labels facts for the list of threads
 * @param emitter whoever listens
 * @param prints hashes of the graph
 * @param children graphs that were seen running inside nodes of this one, by node
 * @param parent the task in which this graph runs; null for a root graph
 * @param call which call of a graph in that task this is
 * @param caller the parent task and call, by which a subgraph with its own checkpoints knows that
 *     it runs again; null for a root graph
 */
record RunSetup(
    RunnableConfig config,
    String graph,
    Stops stops,
    OnChangedQuestion changedQuestion,
    Map<String, String> labels,
    Emitter emitter,
    Fingerprints prints,
    Map<String, CompiledGraph<?>> children,
    @Nullable Scratchpad parent,
    int call,
    @Nullable String caller) {
  /** The same for the latest checkpoint of the root graph. */
  RunSetup atLatest() {
    return new RunSetup(
        config.at(config.thread(), "", null),
        graph,
        stops,
        changedQuestion,
        labels,
        emitter,
        prints,
        children,
        parent,
        call,
        caller);
  }

  boolean isRoot() {
    return parent == null;
  }

  /** LangGraph's count: a run that continues may take two supersteps more than the limit. */
  int supersteps(boolean continuing) {
    return config.recursionLimit() + (continuing ? 2 : 0);
  }

  /** How to name the thread in a sentence about continuing. */
  String threadText() {
    return config.thread() == null ? "config" : "thread(\"" + config.thread() + "\")";
  }
}
