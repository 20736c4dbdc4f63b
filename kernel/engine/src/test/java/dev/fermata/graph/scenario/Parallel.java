// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import dev.fermata.graph.Node;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;

/** D: questions of branches that run side by side. */
final class Parallel {
  private Parallel() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "D01", Parallel::oneValueForTwoQuestions,
        "D03", Parallel::partialMapThenTheRest,
        "D05", Parallel::oneBranchAsksAnotherFails,
        "D07", Parallel::twoQuestionsBesideOne);
  }

  /** Asks "ask p" and logs "p=answer". */
  static Node<Basic> asks(Bench bench, String name) {
    return state -> {
      bench.hit(name);
      return log(name + "=" + interrupt("ask " + name));
    };
  }

  /** START → two nodes → join, which copies the log to y. */
  static StateGraph<Basic> joined(
      Bench bench, String p, Node<Basic> first, String q, Node<Basic> second) {
    return Basics.graph()
        .addNode(p, first)
        .addNode(q, second)
        .addNode(
            "join",
            state -> {
              bench.hit("join");
              return y(state.log());
            })
        .addEdge(START, p)
        .addEdge(START, q)
        .addEdge(List.of(p, q), "join")
        .addEdge("join", END);
  }

  private static StateGraph<Basic> twoAskers(Bench bench) {
    return joined(bench, "p", asks(bench, "p"), "q", asks(bench, "q"));
  }

  private static Object oneValueForTwoQuestions(Bench bench) {
    var run = bench.session(twoAskers(bench));
    return object(
        "runs", array(run.invoke(x(0)), run.resume("one")),
        "state", run.state(),
        "hits", bench.hits());
  }

  private static Object partialMapThenTheRest(Bench bench) {
    var run = bench.session(twoAskers(bench));
    run.invoke(x(0));
    return object(
        "r1", run.resumeAll(Map.of(run.id("ask p"), "P")),
        "state1", run.state(),
        "hits1", bench.hits(),
        "r2", run.resume("Q"),
        "hits2", bench.hits());
  }

  private static Object oneBranchAsksAnotherFails(Bench bench) {
    var graph = joined(bench, "p", asks(bench, "p"), "bad", failsOnce(bench, "bad ok"));
    var run = bench.session(graph);
    var invoke = run.invoke(x(0));
    var state = run.state();
    var proceeded = run.proceed();
    var state2 = run.state();
    var resumed = run.resume("P");
    return object(
        "invoke", invoke,
        "state", state,
        "None", proceeded,
        "state2", state2,
        "resume", resumed,
        "hits", Map.of("p", bench.hits("p"), "bad", bench.hits("bad")));
  }

  /** Throws at its first run, then logs its line. */
  static Node<Basic> failsOnce(Bench bench, String line) {
    return state -> {
      bench.hit("bad");
      if (bench.hits("bad") == 1) {
        throw new IllegalArgumentException("boom");
      }
      return log(line);
    };
  }

  private static Object twoQuestionsBesideOne(Bench bench) {
    Node<Basic> twice =
        state -> {
          bench.hit("p");
          return log("p=" + interrupt("p1") + "," + interrupt("p2"));
        };
    Node<Basic> once =
        state -> {
          bench.hit("q");
          return log("q=" + interrupt("q1"));
        };
    var graph =
        Basics.graph()
            .addNode("p", twice)
            .addNode("q", once)
            .addEdge(START, "p")
            .addEdge(START, "q")
            .addEdge("p", END)
            .addEdge("q", END);
    var run = bench.session(graph);
    return object(
        "invoke", run.invoke(x(0)),
        "r1", run.resumeAll(Map.of(run.id("p1"), "P1", run.id("q1"), "Q1")),
        "state", run.state(),
        "r2", run.resume("P2"),
        "hits", bench.hits());
  }
}
