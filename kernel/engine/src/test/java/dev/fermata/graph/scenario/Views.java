// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Shape.array;

import dev.fermata.graph.StateGraph;
import java.util.Map;

/** K03: what goes in, what comes out, and what stays inside. */
final class Views {
  private Views() {}

  static Map<String, Scenario> all() {
    return Map.of("K03", Views::inputOutputAndPrivateViews);
  }

  private record Whole(Integer x, Object y, Integer secret) {}

  private record In(Integer x) {}

  private record Out(Object y) {}

  private static Object inputOutputAndPrivateViews(Bench bench) {
    var graph =
        new StateGraph<>(Whole.class)
            .input(In.class)
            .output(Out.class)
            .addNode("n", state -> set(Whole::secret).to(state.x() * 2))
            .addNode("ask", state -> set(Whole::y).to(interrupt(state.secret())))
            .addEdge(START, "n")
            .addEdge("n", "ask")
            .addEdge("ask", END);
    var run = bench.session(graph);
    return array(run.invoke(new Whole(1, null, null)), run.state().get("values"), run.resume("v"));
  }
}
