// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.send;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import dev.fermata.graph.Command;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;

/** G: commands of nodes and commands of callers. */
final class Commands {
  private Commands() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "G01", Commands::goToAddsToTheStaticEdge,
        "G03", Commands::updateAloneWhilePaused,
        "G05", Commands::resumeAndGoTo,
        "G07", Commands::toTheParentOfTheRoot);
  }

  private static Object goToAddsToTheStaticEdge(Bench bench) {
    var graph =
        Basics.graph()
            .addNode(
                "a",
                state -> {
                  interrupt("q");
                  return log("a").thenGoTo("c");
                })
            .addNode("b", logs("b"))
            .addNode("c", logs("c"))
            .addEdge(START, "a")
            .addEdge("a", "b")
            .addEdge("b", END)
            .addEdge("c", END);
    var run = bench.session(graph);
    return array(run.invoke(x(0)), run.resume("v"));
  }

  private static Object updateAloneWhilePaused(Bench bench) {
    var graph =
        Basics.one(
            "ask",
            state -> {
              bench.hit("ask");
              return y(List.of(state.x(), interrupt("q x=" + state.x())));
            });
    var run = bench.session(graph);
    return object(
        "runs",
            array(run.invoke(x(1)), run.invoke(set(Basic::x).to(2)), run.state(), run.resume("v")),
        "hits", bench.hits());
  }

  /** START → ask; other logs the x it sees and is reached by goTo only. */
  static StateGraph<Basic> askAndOther(Bench bench) {
    return Basics.graph()
        .addNode(
            "ask",
            state -> {
              bench.hit("ask");
              return y(interrupt("q")).set(Basic::log).to(List.of("ask"));
            })
        .addNode(
            "other",
            state -> {
              bench.hit("other");
              return log("other " + state.x());
            })
        .addEdge(START, "ask")
        .addEdge("ask", END)
        .addEdge("other", END);
  }

  private static Object resumeAndGoTo(Bench bench) {
    var graph = bench.compile(askAndOther(bench));
    return object(
        "goto", pausedThen(bench.session(graph, "1"), goTo("other")),
        "send", pausedThen(bench.session(graph, "2"), send("other", x(9))));
  }

  private static Object pausedThen(Session<Basic> run, Command<Basic> route) {
    run.invoke(x(1));
    return run.invoke(resume("v").and(route));
  }

  private static Object toTheParentOfTheRoot(Bench bench) {
    Command<Basic> routes = goTo("x").toParent();
    var graph = bench.compile(Basics.one("n", state -> routes));
    Command<Basic> resumes = resume(1).toParent();
    return array(bench.session(graph, "1").invoke(x(0)), bench.session(graph, "2").invoke(resumes));
  }
}
