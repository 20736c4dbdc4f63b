// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import java.util.ArrayList;
import java.util.List;

/** The states and nodes of programs that were written for LangGraph first. */
abstract class OddPrograms {
  /** As LangGraph's states of these programs: every channel has a reducer. */
  record S(Object x, Object y, List<String> log) {}

  final InMemoryCheckpointer store = new InMemoryCheckpointer();
  final Hits hits = new Hits();
  final RunnableConfig t = thread("t");

  static StateGraph<S> graph() {
    return new StateGraph<>(S.class)
        .reduce(S::log, append())
        .reduce(S::x, (before, after) -> after)
        .reduce(S::y, (before, after) -> after);
  }

  CompileOptions in() {
    return CompileOptions.defaults().withCheckpointer(store);
  }

  static Update<S> log(String line) {
    return set(S::log).to(List.of(line));
  }

  static S input(Object x, String... log) {
    return new S(x, null, log.length == 0 ? null : List.of(log));
  }

  Node<S> logs(String node) {
    return s -> hits.of(node, log(node));
  }

  Node<S> asks(String node, String... questions) {
    return s -> {
      hits.hit(node);
      List<String> answers = new ArrayList<>();
      for (String question : questions) {
        answers.add((String) interrupt(question));
      }
      return log(node + ":" + String.join(",", answers));
    };
  }

  static List<Object> asked(GraphOutput<S> output) {
    return output.interrupts().stream().map(Interrupt::value).toList();
  }

  static String id(GraphOutput<S> output, String question) {
    return output.interrupts().stream()
        .filter(each -> question.equals(each.value()))
        .findFirst()
        .orElseThrow()
        .id();
  }
}
