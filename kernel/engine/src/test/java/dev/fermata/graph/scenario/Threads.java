// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.none;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;

/** B03 to B09: threads that are new, paused, finished, or not stored at all. */
final class Threads {
  private Threads() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "B03", Threads::unknownThread,
        "B05", Threads::staleAnswerOnAFinishedThread,
        "B07", Threads::newInputWhilePaused,
        "B09", Threads::emptyAndWrongInput);
  }

  /** One node that asks "q" and logs "ask". */
  static StateGraph<Basic> asking() {
    return Basics.one("ask", state -> y(interrupt("q")).set(Basic::log).to(List.of("ask")));
  }

  private static Object unknownThread(Bench bench) {
    var run = bench.session(asking());
    return object(
        "state", run.state(),
        "history", run.history().size(),
        "none", run.proceed(),
        "resume", run.resume(1),
        "after", run.state());
  }

  private static Object staleAnswerOnAFinishedThread(Bench bench) {
    var run = bench.session(asking());
    run.invoke(x(1));
    run.resume("v");
    run.resume("STALE");
    return array(run.invoke(x(2)), run.resume("real"));
  }

  private static Object newInputWhilePaused(Bench bench) {
    var graph =
        Basics.graph()
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
                  return y(interrupt("q x=" + state.x())).set(Basic::log).to(List.of("ask"));
                })
            .addNode("c", state -> none())
            .addEdge(START, "a")
            .addEdge("a", "ask")
            .addEdge("ask", "c")
            .addEdge("c", END);
    var run = bench.session(graph);
    return object(
        "runs", array(run.invoke(x(1)), run.invoke(x(2)), run.state(), run.resume("v")),
        "hits", bench.hits());
  }

  private static Object emptyAndWrongInput(Bench bench) {
    var graph = bench.compile(asking());
    var paused = bench.session(graph, "5");
    paused.invoke(x(1));
    return object(
        "{}", bench.session(graph, "1").invokeJson("{}"),
        "Command()", bench.session(graph, "2").invoke(none()),
        "str", bench.session(graph, "3").invokeJson("\"text\""),
        "unknown key", bench.session(graph, "4").invokeJson("{\"unknown\": 1}"),
        "Command() while interrupted", paused.invoke(none()),
        "resume + update unknown", Compiles.node("resume(1).and(set(Basic::unknown).to(1))"));
  }
}
