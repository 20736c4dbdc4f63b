// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.none;
import static dev.fermata.graph.Fermata.once;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** K: how writes become state, and what is kept apart. */
final class Reducers {
  private Reducers() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "K05", Reducers::finishedTasksAreNotRepeated,
        "K07", Reducers::whatANodeMayReturn,
        "K09", Reducers::threadsAreIsolated);
  }

  private static Object finishedTasksAreNotRepeated(Bench bench) {
    var graph =
        Basics.one(
            "entry",
            state -> {
              bench.hit("entry");
              int slow =
                  once(
                      "slow",
                      () -> {
                        bench.hit("task");
                        return 10;
                      });
              return y(List.of(slow, interrupt("ok?"), interrupt("sure?")));
            });
    var run = bench.session(graph);
    return object(
        "runs",
            array(
                onlyQuestions(run.invoke(x(1))),
                onlyQuestions(run.resume("A")),
                run.resume("B").get("y")),
        "hits", bench.hits());
  }

  private static JsonNode onlyQuestions(JsonNode output) {
    return object("__interrupt__", output.get("__interrupt__"));
  }

  private static Object whatANodeMayReturn(Bench bench) {
    var run =
        bench.session(
            Basics.one(
                "n",
                state -> {
                  interrupt("q");
                  return none();
                }));
    run.invoke(x(0));
    return object(
        "None", array(run.resume("v"), run.next()),
        "unknown key", Compiles.node("set(Basic::nope).to(1)"),
        "str", Compiles.node("\"s\""),
        "list of dicts", Compiles.node("List.of(Map.of(\"x\", 1), Map.of(\"y\", 2))"));
  }

  private static Object threadsAreIsolated(Bench bench) {
    var graph = bench.compile(Chain.graph(bench));
    var one = bench.session(graph, "A");
    var two = bench.session(graph, "B");
    return array(one.invoke(x(1)), two.invoke(x(2)), two.resume("forB"), one.resume("forA"));
  }
}
