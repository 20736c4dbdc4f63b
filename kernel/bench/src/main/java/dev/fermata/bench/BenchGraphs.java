// SPDX-License-Identifier: Apache-2.0
package dev.fermata.bench;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Send;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The graphs of WORKLOADS.md. */
final class BenchGraphs {
  /** The state every workload uses. */
  record State(int counter, List<String> messages, String text) {}

  private static final String TEXT = "x".repeat(1024);
  private static final String FILL = "m".repeat(192);

  private final @Nullable Checkpointer checkpointer;

  BenchGraphs(@Nullable Checkpointer checkpointer) {
    this.checkpointer = checkpointer;
  }

  static State input() {
    return new State(0, List.of(), TEXT);
  }

  /** Workloads a, b, c: ten nodes in a row. */
  CompiledGraph<State> linear() {
    var graph = new StateGraph<>(State.class).reduce(State::messages, append());
    var previous = START;
    for (int i = 0; i < 10; i++) {
      graph.addNode("n" + i, state -> set(State::counter).to(state.counter() + 1));
      graph.addEdge(previous, "n" + i);
      previous = "n" + i;
    }
    return compile(graph.addEdge(previous, END), "linear");
  }

  /** Workloads d, f, h: prepare, ask a person, finish. */
  CompiledGraph<State> humanInTheLoop() {
    var graph =
        new StateGraph<>(State.class)
            .reduce(State::messages, append())
            .addNode("prepare", state -> set(State::counter).to(state.counter() + 1))
            .addNode("ask", state -> set(State::messages).to(List.of(ask(state))))
            .addNode("finish", state -> set(State::counter).to(state.counter() + 1))
            .addEdge(START, "prepare")
            .addEdge("prepare", "ask")
            .addEdge("ask", "finish")
            .addEdge("finish", END);
    return compile(graph, "hitl");
  }

  private static String ask(State state) {
    var payload =
        Map.of(
            "question", "approve?",
            "preview", state.text().substring(0, 100),
            "counter", state.counter());
    return (String) Objects.requireNonNull(interrupt(payload));
  }

  /** Workload e: one node that appends 200 bytes until the counter is there. */
  CompiledGraph<State> grow(int steps, Runnable entered, BooleanSupplier mayGoOn) {
    var graph =
        new StateGraph<>(State.class)
            .reduce(State::messages, append())
            .addNode(
                "grow",
                state -> {
                  entered.run();
                  var line = "%08d%s".formatted(state.counter(), FILL);
                  return set(State::counter)
                      .to(state.counter() + 1)
                      .set(State::messages)
                      .to(List.of(line));
                })
            .addEdge(START, "grow")
            .addConditionalEdges(
                "grow",
                state -> state.counter() < steps && mayGoOn.getAsBoolean() ? "grow" : END,
                "grow",
                END);
    return compile(graph, "grow");
  }

  /** Workload g: a hundred branches that all ask. */
  CompiledGraph<State> fanOut() {
    var graph =
        new StateGraph<>(State.class)
            .reduce(State::messages, append())
            .addNode("fan", state -> set(State::counter).to(state.counter() + 1))
            .addNode("w", state -> set(State::messages).to(List.of(branch(state))))
            .addNode("join", state -> set(State::counter).to(state.counter() + 1))
            .addEdge(START, "fan")
            .addConditionalEdges("fan", state -> branches(), "w")
            .addEdge("w", "join")
            .addEdge("join", END);
    return compile(graph, "fan-out");
  }

  private static List<Send> branches() {
    return IntStream.range(0, 100)
        .mapToObj(i -> new Send("w", new State(i, List.of(), "")))
        .toList();
  }

  private static String branch(State state) {
    var payload = Map.of("i", state.counter(), "question", "approve?");
    return (String) Objects.requireNonNull(interrupt(payload));
  }

  private CompiledGraph<State> compile(StateGraph<State> graph, String name) {
    var options = CompileOptions.defaults().withName(name);
    return graph.compile(checkpointer == null ? options : options.withCheckpointer(checkpointer));
  }
}
