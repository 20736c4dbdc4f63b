// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.Node;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;

/** H: states of the past, edited states, and a restart of the process. */
final class TimeTravel {
  private TimeTravel() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "H07", TimeTravel::replayBeforeTheQuestion,
        "H11", TimeTravel::pastSnapshotShowsItsQuestion,
        "H13", TimeTravel::restartWithChangedCode);
  }

  static Session<Basic> finishedChain(Bench bench) {
    var run = bench.session(Chain.graph(bench));
    run.invoke(x(1));
    run.resume("v");
    return run;
  }

  private static Object replayBeforeTheQuestion(Bench bench) {
    var run = finishedChain(bench);
    var count = run.history().size();
    return object(
        "n0", count,
        "replay", run.at(run.before("ask")).proceed(),
        "state", run.state(),
        "resume", run.resume("w"),
        "hits", bench.hits(),
        "sources",
            array(
                run.history().stream()
                    .map(Shape::state)
                    .map(state -> array(state.get("source"), state.get("step")))
                    .toArray()));
  }

  private static Object pastSnapshotShowsItsQuestion(Bench bench) {
    var run = finishedChain(bench);
    return run.at(run.before("ask")).state();
  }

  private static final Node<Basic> ASK =
      state -> y(interrupt("q")).set(Basic::log).to(List.of("ask"));

  private static StateGraph<Basic> asking(String name) {
    return Basics.graph()
        .addNode("a", logs("a"))
        .addNode(name, ASK)
        .addEdge(START, "a")
        .addEdge("a", name)
        .addEdge(name, END);
  }

  private static StateGraph<Basic> askingAfterAnotherNode() {
    return Basics.graph()
        .addNode("new", logs("new"))
        .addNode("a", logs("a"))
        .addNode("ask", ASK)
        .addEdge(START, "new")
        .addEdge("new", "a")
        .addEdge("a", "ask")
        .addEdge("ask", END);
  }

  private record WithoutX(Object y, List<String> log) {}

  private static StateGraph<WithoutX> askingWithoutX() {
    return new StateGraph<>(WithoutX.class)
        .reduce(WithoutX::log, append())
        .addNode("a", state -> set(WithoutX::log).to(List.of("a")))
        .addNode(
            "ask",
            state -> set(WithoutX::y).to(interrupt("q")).set(WithoutX::log).to(List.of("ask")))
        .addEdge(START, "a")
        .addEdge("a", "ask")
        .addEdge("ask", END);
  }

  private static Object restartWithChangedCode(Bench bench) {
    return object(
        "same", restarted(bench, asking("ask")),
        "extra node", restarted(bench, askingAfterAnotherNode()),
        "key removed", restarted(bench, askingWithoutX()),
        "renamed", restarted(bench, asking("ask2")));
  }

  private static JsonNode restarted(Bench bench, StateGraph<?> changed) {
    try (var own = bench.another()) {
      own.session(asking("ask")).invoke(x(1));
      own.restart();
      var run = own.session(changed);
      return array(run.state(), run.resume("v"), run.state().path("next"));
    }
  }
}
