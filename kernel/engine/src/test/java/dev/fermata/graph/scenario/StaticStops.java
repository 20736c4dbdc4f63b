// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.Node;
import dev.fermata.graph.StateGraph;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A19 to A21 and B11: stops by name before or after a node. */
final class StaticStops {
  private StaticStops() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "A19", StaticStops::beforeAndAfterANode,
        "A20", StaticStops::stopsOfARunAreNotRemembered,
        "A21", StaticStops::atEveryNode,
        "B11", StaticStops::withoutACheckpointer);
  }

  /** a → b → c, each logs its name. */
  static StateGraph<Basic> line(Bench bench) {
    return Basics.graph()
        .addNode("a", counted(bench, "a"))
        .addNode("b", counted(bench, "b"))
        .addNode("c", counted(bench, "c"))
        .addEdge(START, "a")
        .addEdge("a", "b")
        .addEdge("b", "c")
        .addEdge("c", END);
  }

  private static Node<Basic> counted(Bench bench, String name) {
    return state -> {
      bench.hit(name);
      return log(name);
    };
  }

  private static Object beforeAndAfterANode(Bench bench) {
    var graph =
        bench.compile(line(bench), options -> options.interruptBefore("b").interruptAfter("b"));
    var run = bench.session(graph, "1");
    return object(
        "runs",
            array(
                run.invoke(x(0)),
                run.state(),
                run.proceed(),
                run.state(),
                run.proceed(),
                run.state()),
        "hits", bench.hits());
  }

  private static Object stopsOfARunAreNotRemembered(Bench bench) {
    var graph = bench.compile(line(bench));
    var one = bench.session(graph, "1");
    var two = bench.session(graph, "2");
    var stoppingOne = one.with(config -> config.interruptBefore("b", "c"));
    var stoppingTwo = two.with(config -> config.interruptBefore("b", "c"));
    return object(
        "t1", array(stoppingOne.invoke(x(0)), one.proceed()),
        "t1next", one.next(),
        "t2", array(stoppingTwo.invoke(x(0)), stoppingTwo.proceed(), two.proceed()),
        "hits", bench.hits());
  }

  private static Object atEveryNode(Bench bench) {
    return object(
        "interrupt_before", steps(bench, "before", options -> options.interruptBefore("*")),
        "interrupt_after", steps(bench, "after", options -> options.interruptAfter("*")));
  }

  private static Object steps(Bench bench, String thread, UnaryOperator<CompileOptions> stops) {
    var run = bench.session(bench.compile(line(bench), stops), thread);
    var steps = new ArrayList<Object>();
    for (int i = 0; i < 5; i++) {
      var result = i == 0 ? run.invoke(x(0)) : run.proceed();
      steps.add(array(result.get("log"), run.next()));
    }
    return steps;
  }

  private static Object withoutACheckpointer(Bench bench) {
    var graph =
        line(bench).compile(CompileOptions.defaults().withName("scenario").interruptBefore("b"));
    var run = bench.session(graph, "1");
    return array(run.invoke(x(0)), run.proceed(), bench.hits());
  }
}
