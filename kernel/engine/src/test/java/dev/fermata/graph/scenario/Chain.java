// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.y;

import dev.fermata.graph.StateGraph;
import java.util.List;

/** The graph of most scenarios on time travel: a → ask → c. */
final class Chain {
  private Chain() {}

  /** a logs "a" and x; ask asks "q x=…" and logs "ask=" and the answer; c logs "c". */
  static StateGraph<Basic> graph(Bench bench) {
    return Basics.graph()
        .addNode(
            "a",
            state -> {
              bench.hit("a");
              return log("a" + state.x());
            })
        .addNode(
            "ask",
            state -> {
              bench.hit("ask");
              var answer = interrupt("q x=" + state.x());
              return y(answer).set(Basic::log).to(List.of("ask=" + answer));
            })
        .addNode(
            "c",
            state -> {
              bench.hit("c");
              return log("c");
            })
        .addEdge(START, "a")
        .addEdge("a", "ask")
        .addEdge("ask", "c")
        .addEdge("c", END);
  }
}
