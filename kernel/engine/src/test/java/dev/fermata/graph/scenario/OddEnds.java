// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.once;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Node;
import dev.fermata.graph.StateGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** L01 to L11 and L17 to L19: corners of commands, subgraphs and reducers. */
final class OddEnds {
  private OddEnds() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "L01", OddEnds::goToWhilePaused,
        "L09", OddEnds::timeTravelInsideASubgraph,
        "L11", OddEnds::overwriteBypassesTheReducer,
        "L13", OddEnds::errorsThatAreNotExceptions,
        "L17", OddEnds::staticStopBeforeAQuestion,
        "L19", OddEnds::onceBeforeAQuestion);
  }

  private static Object goToWhilePaused(Bench bench) {
    var graph =
        Basics.graph()
            .addNode(
                "ask",
                state -> {
                  bench.hit("ask");
                  return y(interrupt("q")).set(Basic::log).to(List.of("ask"));
                })
            .addNode("other", Subgraphs.counted(bench, "other"))
            .addEdge(START, "ask")
            .addEdge("ask", END)
            .addEdge("other", END);
    var run = bench.session(graph);
    return object(
        "runs",
            array(
                run.invoke(x(1)),
                run.invoke(goTo("other")),
                run.state().get("values"),
                run.proceed(),
                run.proceed(),
                run.resume("v")),
        "hits", bench.hits());
  }

  private static Object timeTravelInsideASubgraph(Bench bench) {
    var ran = new ArrayList<String>();
    var sub =
        Basics.graph()
            .addNode("s1", noting(ran, "s1", state -> log("s1")))
            .addNode("s2", noting(ran, "s2", state -> y(interrupt("q"))))
            .addNode("s3", noting(ran, "s3", state -> log("s3")))
            .addEdge(START, "s1")
            .addEdge("s1", "s2")
            .addEdge("s2", "s3")
            .addEdge("s3", END);
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("sub", sub.compile("sub"))
                .addEdge(START, "sub")
                .addEdge("sub", END));
    var run = bench.session(graph, "1");
    run.invoke(x(1));
    var inside = run.snapshot().tasks().get(0).state().config();
    run.resume("v");
    var history = run.at(inside.withCheckpoint(null)).history();
    ran.clear();
    var beforeS3 =
        history.stream().filter(s -> s.next().equals(List.of("s3"))).findFirst().orElseThrow();
    return object(
        "sub history", array(history.stream().map(s -> array(s.next(), s.step())).toArray()),
        "replay", run.at(beforeS3).proceed(),
        "ran", ran);
  }

  private static Node<Basic> noting(List<String> ran, String name, Node<Basic> node) {
    return state -> {
      ran.add(name);
      return node.run(state);
    };
  }

  private static Object overwriteBypassesTheReducer(Bench bench) {
    var graph =
        Basics.one(
            "n",
            state -> {
              interrupt("q");
              return set(Basic::log).overwrite(List.of("only"));
            });
    var run = bench.session(graph);
    return array(run.invoke(new Basic(null, null, List.of("a", "b"))), run.resume("v"));
  }

  private interface Failure {
    void fail() throws Exception;
  }

  private static Object errorsThatAreNotExceptions(Bench bench) {
    return object(
        "KeyboardInterrupt",
            failsInTheNextNode(
                bench,
                "1",
                () -> {
                  throw new InterruptedException("x");
                }),
        "SystemExit",
            failsInTheNextNode(
                bench,
                "2",
                () -> {
                  throw new AssertionError("x");
                }));
  }

  private static JsonNode failsInTheNextNode(Bench bench, String thread, Failure failure) {
    var first = new ArrayList<>(List.of("first"));
    var graph =
        Basics.graph()
            .addNode("ask", state -> y(interrupt("q")).set(Basic::log).to(List.of("ask")))
            .addNode(
                "c",
                state -> {
                  if (!first.isEmpty()) {
                    first.clear();
                    failure.fail();
                  }
                  return log("c");
                })
            .addEdge(START, "ask")
            .addEdge("ask", "c")
            .addEdge("c", END);
    var run = bench.session(bench.compile(graph), thread);
    run.invoke(x(0));
    return array(run.resume("v"), run.state(), run.proceed());
  }

  private static Object staticStopBeforeAQuestion(Bench bench) {
    var graph =
        bench.compile(
            Basics.one("ask", state -> y(interrupt("q"))),
            options -> options.interruptBefore("ask"));
    var one = bench.session(graph, "1");
    var two = bench.session(graph, "2");
    return object(
        "resume at static", array(one.invoke(x(0)), one.resume("early")),
        "None first", array(two.invoke(x(0)), two.proceed(), two.resume("late")));
  }

  private static Object onceBeforeAQuestion(Bench bench) {
    return object(
        "root", onceBeforeAQuestion(bench, false), "subgraph", onceBeforeAQuestion(bench, true));
  }

  private static JsonNode onceBeforeAQuestion(Bench bench, boolean nested) {
    try (var own = bench.another()) {
      StateGraph<Basic> plain =
          Basics.one(
              "node",
              state -> {
                own.hit("node");
                int result =
                    once(
                        "t",
                        () -> {
                          own.hit("task");
                          return 10;
                        });
                return y(List.of(result, interrupt("q")));
              });
      CompiledGraph<Basic> graph = own.compile(nested ? around(plain) : plain);
      var run = own.session(graph, "1");
      return object("runs", array(run.invoke(x(0)), run.resume("v")), "hits", own.hits());
    }
  }

  private static StateGraph<Basic> around(StateGraph<Basic> sub) {
    return Basics.graph()
        .addNode("sub", sub.compile("sub"))
        .addEdge(START, "sub")
        .addEdge("sub", END);
  }
}
