// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompileOptions.Checkpoints;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Node;
import dev.fermata.graph.StateGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** E: graphs inside graphs. */
final class Subgraphs {
  private Subgraphs() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "E01", Subgraphs::asANode,
        "E03", Subgraphs::calledTwiceInANode,
        "E05", Subgraphs::withAndWithoutOwnCheckpoints,
        "E07", Subgraphs::routesInTheParent,
        "E11", Subgraphs::childOnItsOwnThread);
  }

  /** s1 (logs) → s2 (asks). */
  static StateGraph<Basic> sub(Bench bench, Node<Basic> asks) {
    return Basics.graph()
        .addNode("s1", counted(bench, "s1"))
        .addNode(
            "s2",
            state -> {
              bench.hit("s2");
              return asks.run(state);
            })
        .addEdge(START, "s1")
        .addEdge("s1", "s2")
        .addEdge("s2", END);
  }

  private static StateGraph<Basic> sub(Bench bench) {
    return sub(
        bench,
        state -> {
          var answer = interrupt("sub?");
          return y(answer).set(Basic::log).to(List.of("s2=" + answer));
        });
  }

  static Node<Basic> counted(Bench bench, String name) {
    return state -> {
      bench.hit(name);
      return log(name);
    };
  }

  private static Object asANode(Bench bench) {
    var parent =
        Basics.graph()
            .addNode("a", counted(bench, "a"))
            .addNode("sub", sub(bench).compile("sub"))
            .addNode("z", counted(bench, "z"))
            .addEdge(START, "a")
            .addEdge("a", "sub")
            .addEdge("sub", "z")
            .addEdge("z", END);
    var run = bench.session(parent);
    return object(
        "invoke", run.invoke(x(1)),
        "state", run.state(),
        "resume", run.resume("v"),
        "hits", bench.hits());
  }

  private static StateGraph<Basic> calling(Bench bench, Function<Basic, Object> call) {
    return Basics.one(
        "p",
        state -> {
          bench.hit("p");
          return y(call.apply(state));
        });
  }

  private static Object calledTwiceInANode(Bench bench) {
    var sub = sub(bench).compile("sub");
    var parent =
        calling(
            bench, state -> List.of(sub.invoke(x(1)).value().y(), sub.invoke(x(2)).value().y()));
    var run = bench.session(parent);
    return object(
        "runs", array(run.invoke(x(1)), run.resume("A"), run.resume("B")), "hits", bench.hits());
  }

  private static Object withAndWithoutOwnCheckpoints(Bench bench) {
    return object(
        "False", twoRuns(bench, options -> options.withCheckpoints(Checkpoints.NONE)),
        "True", twoRuns(bench, options -> options.withCheckpoints(Checkpoints.OWN)));
  }

  private static Object twoRuns(Bench bench, UnaryOperator<CompileOptions> persistence) {
    try (var own = bench.another()) {
      var sub = sub(own).compile(persistence.apply(CompileOptions.defaults().withName("sub")));
      var run = own.session(calling(own, state -> map(sub.invoke(x(state.x())).value())));
      return object(
          "runs", array(run.invoke(x(1)), run.resume("v1"), run.invoke(x(2)), run.resume("v2")),
          "hits", own.hits());
    }
  }

  private static Map<String, Object> map(Basic state) {
    var map = new LinkedHashMap<String, Object>();
    map.put("x", state.x());
    map.put("y", state.y());
    map.put("log", state.log());
    map.values().removeIf(value -> value == null);
    return map;
  }

  private static Object routesInTheParent(Bench bench) {
    var sub =
        Basics.one(
                "s",
                state -> {
                  bench.hit("s");
                  var answer = interrupt("sub?");
                  return y(answer)
                      .set(Basic::log)
                      .to(List.of("from sub"))
                      .thenGoTo(answer.equals(true) ? "z" : "w")
                      .toParent();
                })
            .compile("sub");
    var parent =
        bench.compile(
            Basics.graph()
                .addNode("sub", sub)
                .addNode("z", Basics.logs("z"))
                .addNode("w", Basics.logs("w"))
                .addEdge(START, "sub")
                .addEdge("z", END)
                .addEdge("w", END));
    var one = bench.session(parent, "1");
    var two = bench.session(parent, "2");
    return object(
        "t", array(one.invoke(x(0)), one.resume(true)),
        "f", array(two.invoke(x(0)), two.resume(false)),
        "hits", bench.hits());
  }

  private static Object childOnItsOwnThread(Bench bench) {
    return object(
        "resume parent", childOnItsOwnThread(bench, Subgraphs::resumeParent),
        "resume child first", childOnItsOwnThread(bench, Subgraphs::resumeChildFirst));
  }

  private interface Play {
    Object play(Session<Basic> parent, Session<Basic> child);
  }

  private static Object childOnItsOwnThread(Bench bench, Play play) {
    try (var own = bench.another()) {
      CompiledGraph<Basic> child =
          own.compile(
              Basics.one(
                  "ask",
                  state -> {
                    own.hit("ask");
                    return y(interrupt("child q"));
                  }));
      var parent =
          calling(
              own,
              state -> {
                var result = child.invoke(x(1), thread("child"));
                own.hit("p_after");
                return map(result.value());
              });
      var runs = play.play(own.session(parent), own.session(child, "child"));
      return object("runs", runs, "hits", own.hits());
    }
  }

  private static Object resumeParent(Session<Basic> parent, Session<Basic> child) {
    return array(
        parent.invoke(x(0)), parent.next(), child.state().get("interrupts"), parent.resume("v"));
  }

  private static Object resumeChildFirst(Session<Basic> parent, Session<Basic> child) {
    return array(
        parent.invoke(x(0)),
        parent.next(),
        child.state().get("interrupts"),
        child.resume("v"),
        parent.proceed());
  }
}
