// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;

import dev.fermata.checkpoint.Checkpointer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The state and the graphs that many tests share. */
final class Graphs {
  private Graphs() {}

  /** LangGraph's scenarios use a number, a value of any kind and a log. */
  record S(int x, Object y, List<String> log) {}

  static StateGraph<S> graph() {
    return new StateGraph<>(S.class).reduce(S::log, append());
  }

  static CompileOptions in(Checkpointer store) {
    return CompileOptions.defaults().withCheckpointer(store);
  }

  static Command<S> log(String line) {
    return set(S::log).to(List.of(line));
  }

  static S input(int x) {
    return new S(x, null, null);
  }

  /** {@code a -> ask -> c}; ask asks "q x=…" and counts its runs. */
  static StateGraph<S> chain(Hits hits) {
    return graph()
        .addNode("a", s -> hits.of("a", log("a" + s.x())))
        .addNode(
            "ask",
            s -> {
              hits.hit("ask");
              Object answer = interrupt("q x=" + s.x());
              return set(S::y).to(answer).set(S::log).to(List.of("ask=" + answer));
            })
        .addNode("c", s -> hits.of("c", log("c")))
        .addEdge(START, "a")
        .addEdge("a", "ask")
        .addEdge("ask", "c")
        .addEdge("c", END);
  }

  /** How often nodes ran. */
  static final class Hits {
    private final Map<String, Integer> counts = new TreeMap<>();

    synchronized void hit(String node) {
      counts.merge(node, 1, Integer::sum);
    }

    <T> T of(String node, T result) {
      hit(node);
      return result;
    }

    synchronized int count(String node) {
      return counts.getOrDefault(node, 0);
    }

    @Override
    public synchronized String toString() {
      return counts.toString();
    }
  }
}
