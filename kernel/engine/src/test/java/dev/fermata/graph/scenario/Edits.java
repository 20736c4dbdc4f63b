// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.attempt;
import static dev.fermata.graph.scenario.Shape.object;

import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Node;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Scenarios of several groups in which somebody edits a stored state with updateState. */
final class Edits {
  private Edits() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "A22", Edits::waysToGoOn,
        "E09", Edits::updatedWhilePaused,
        "H01", Edits::updateWhilePaused,
        "H03", Edits::answeredOnBehalfOfTheNode,
        "H05", Edits::ambiguousWriter,
        "H09", Edits::forkWithAnEdit,
        "J09", Edits::interruptRaisedByHand,
        "K01", Edits::appendLastValueAndCustom,
        "L15", Edits::copyAndSeveralUpdates);
  }

  private static Object waysToGoOn(Bench bench) {
    var graph = bench.compile(StaticStops.line(bench), options -> options.interruptBefore("b"));
    return object(
        "resume", stoppedThen(bench, graph, "1", run -> run.resume("ignored")),
        "new input", stoppedThen(bench, graph, "2", run -> run.invoke(x(9))),
        "update_state", updatedAtTheStop(bench, graph),
        "Command(update)", stoppedThen(bench, graph, "4", run -> run.invoke(set(Basic::x).to(5))),
        "Command(goto=c)", stoppedThen(bench, graph, "5", run -> run.invoke(goTo("c"))));
  }

  private static Object stoppedThen(
      Bench bench,
      CompiledGraph<Basic> graph,
      String thread,
      Function<Session<Basic>, Object> call) {
    var run = bench.session(graph, thread);
    run.invoke(x(0));
    return array(call.apply(run), run.next());
  }

  private static Object updatedAtTheStop(Bench bench, CompiledGraph<Basic> graph) {
    var run = bench.session(graph, "3");
    run.invoke(x(0));
    graph.updateState(run.config(), set(Basic::x).to("edited"));
    return array(run.next(), run.proceed());
  }

  private static Object updatedWhilePaused(Bench bench) {
    var sub =
        Subgraphs.sub(bench, state -> y(List.of(interrupt("sub? x=" + state.x()), state.x())));
    var parent =
        Basics.graph().addNode("sub", sub.compile("sub")).addEdge(START, "sub").addEdge("sub", END);
    var run = bench.session(parent);
    var invoke = run.invoke(x(1));
    var inside = run.snapshot().tasks().get(0).state().config();
    var update =
        Shape.attempt(() -> run.graph().updateState(inside, set(Basic::x).to("edited")) != null);
    return object(
        "invoke", invoke,
        "update", update,
        "state", run.state(),
        "resume", run.resume("v"),
        "resume2", run.resume("v"),
        "hits", bench.hits());
  }

  private static Object updateWhilePaused(Bench bench) {
    var run = bench.session(Chain.graph(bench));
    var paused = run.invoke(x(1));
    run.graph().updateState(run.config(), set(Basic::x).to(9));
    return object(
        "runs", array(paused, run.state(), run.proceed(), run.resume("v")), "hits", bench.hits());
  }

  private static Object answeredOnBehalfOfTheNode(Bench bench) {
    var run = bench.session(Chain.graph(bench));
    var paused = run.invoke(x(1));
    run.graph().updateState(run.config(), y("by hand").set(Basic::log).to(List.of("hand")), "ask");
    return object("runs", array(paused, run.state(), run.proceed()), "hits", bench.hits());
  }

  private static Object ambiguousWriter(Bench bench) {
    var graph =
        Basics.graph()
            .addNode("p", logs("p"))
            .addNode("q", logs("q"))
            .addNode("r", logs("r"))
            .addEdge(START, "p")
            .addEdge(START, "q")
            .addEdge("p", "r")
            .addEdge("q", "r")
            .addEdge("r", END);
    var run = bench.session(bench.compile(graph, options -> options.interruptBefore("r")), "1");
    run.invoke(x(0));
    var edit = set(Basic::x).to(1);
    return array(
        attempt(() -> run.graph().updateState(run.config(), edit) != null),
        attempt(() -> run.graph().updateState(run.config(), edit, "p") != null),
        run.next());
  }

  private static Object forkWithAnEdit(Bench bench) {
    var run = TimeTravel.finishedChain(bench);
    var last = run.at(run.snapshot());
    var fork = run.at(run.graph().updateState(run.before("ask").config(), set(Basic::x).to(42)));
    return object(
        "forked state", fork.state(),
        "invoke", fork.proceed(),
        "resume", run.resume("w"),
        "old", last.state().get("values"),
        "hits", bench.hits());
  }

  private static Object interruptRaisedByHand(Bench bench) {
    var graph =
        Basics.one(
            "n",
            state -> {
              if ((Integer) state.x() < 2) {
                interrupt("stop");
              }
              return y("passed");
            });
    var run = bench.session(graph);
    var paused = run.invoke(x(1));
    var resumed = run.resume("v");
    run.graph().updateState(run.config(), set(Basic::x).to(2));
    return array(paused, resumed, run.state(), run.proceed());
  }

  private record Scores(List<String> log, Integer m) {}

  private static Object appendLastValueAndCustom(Bench bench) {
    Node<Scores> p = state -> set(Scores::log).to(List.of("p")).set(Scores::m).to(3);
    Node<Scores> q = state -> set(Scores::log).to(List.of("q")).set(Scores::m).to(7);
    var scores =
        bench.compile(
            fanOut(
                new StateGraph<>(Scores.class)
                    .reduce(Scores::log, append())
                    .reduce(Scores::m, (a, b) -> a == null || b > a ? b : a),
                p,
                q));
    var ok = bench.session(scores, "1").invoke(new Scores(null, 5));
    var noInitial = bench.session(scores, "2").invoke(new Scores(List.of("i"), null));
    Node<Basic> one = state -> set(Basic::x).to(1);
    Node<Basic> two = state -> set(Basic::x).to(2);
    var run = bench.session(bench.compile(fanOut(Basics.graph(), one, two)), "3");
    return object(
        "ok", ok,
        "ok no initial", noInitial,
        "conflict", run.invoke(x(0)),
        "get_state after", run.state(),
        "invoke(None) after", run.proceed(),
        "new input after", run.invoke(x(0)),
        "update_state after",
            attempt(() -> run.graph().updateState(run.config(), set(Basic::x).to(5), "p") != null));
  }

  private static <S extends Record> StateGraph<S> fanOut(
      StateGraph<S> graph, Node<S> p, Node<S> q) {
    return graph
        .addNode("p", p)
        .addNode("q", q)
        .addEdge(START, "p")
        .addEdge(START, "q")
        .addEdge("p", END)
        .addEdge("q", END);
  }

  private static Object copyAndSeveralUpdates(Bench bench) {
    var graph = bench.compile(Chain.graph(bench));
    var one = bench.session(graph, "1");
    one.invoke(x(1));
    graph.fork(one.config());
    var copy = one.state();
    var proceeded = one.proceed();
    var two = bench.session(graph, "2");
    two.invoke(x(1));
    graph.updateState(two.config(), set(Basic::x).to(5), "a");
    graph.updateState(two.config(), y("bulk"), "ask");
    return object(
        "copy", copy,
        "then None", proceeded,
        "bulk",
            array(
                two.history().stream()
                    .limit(3)
                    .map(Shape::state)
                    .map(
                        state ->
                            array(
                                state.get("source"),
                                state.get("step"),
                                state.get("next"),
                                state.get("values")))
                    .toArray()));
  }
}
