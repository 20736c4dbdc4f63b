// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;

import dev.fermata.graph.Node;
import dev.fermata.graph.StateGraph;
import dev.fermata.graph.Update;
import java.util.List;

/** Graphs, inputs and updates over {@link Basic}. */
final class Basics {
  private Basics() {}

  /** The input {@code {x: …}}. */
  static Basic x(Object x) {
    return new Basic(x, null, null);
  }

  static StateGraph<Basic> graph() {
    return new StateGraph<>(Basic.class).reduce(Basic::log, append());
  }

  /** A graph of one node. */
  static StateGraph<Basic> one(String name, Node<Basic> node) {
    return graph().addNode(name, node).addEdge(START, name).addEdge(name, END);
  }

  static Update<Basic> y(Object y) {
    return set(Basic::y).to(y);
  }

  static Update<Basic> log(String line) {
    return set(Basic::log).to(List.of(line));
  }

  /** A node that does nothing but write its line into the log. */
  static Node<Basic> logs(String line) {
    return state -> log(line);
  }

  /** A node that asks, and counts what runs behind the question. */
  static Node<Basic> asks(Bench bench) {
    return state -> {
      var answer = interrupt("q");
      bench.hit("behind the question");
      return y(answer);
    };
  }
}
