// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;

import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.Graphs.S;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that dies where it is told to: {@code before -> ask -> next -> last}. */
final class CrashProgram {
  private CrashProgram() {}

  /** Writes a line per run of a node, past everything the engine does. */
  private static void trace(Path file, String node) throws IOException {
    Files.writeString(file, node + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static CompiledGraph<S> graph(LmdbCheckpointer store, Path trace, String dieIn, int millis) {
    StateGraph<S> graph = Graphs.graph();
    for (String node : List.of("before", "ask", "next", "last")) {
      graph.addNode(
          node,
          s -> {
            trace(trace, node);
            Object answer = node.equals("ask") ? interrupt("q") : null;
            if (node.equals(dieIn)) {
              TimeUnit.MILLISECONDS.sleep(millis);
              Runtime.getRuntime().halt(137);
            }
            Command<S> log = Graphs.log(node);
            return answer == null ? log : log.and(set(S::y).to(answer));
          });
    }
    return graph
        .addEdge(START, "before")
        .addEdge("before", "ask")
        .addEdge("ask", "next")
        .addEdge("next", "last")
        .compile(Graphs.in(store));
  }

  /**
   * Pauses, answers, and dies.
   *
   * @param args the store, the trace file, the durability, the node to die in after the answer,
   *     after how many milliseconds
   */
  public static void main(String[] args) {
    LmdbCheckpointer store = LmdbCheckpointer.open(Path.of(args[0]));
    CompiledGraph<S> graph = graph(store, Path.of(args[1]), args[3], Integer.parseInt(args[4]));
    RunnableConfig config = thread("t").withDurability(Durability.valueOf(args[2]));
    graph.invoke(Graphs.input(1), config);
    graph.invoke(resume("the answer"), config);
    throw new IllegalStateException("still alive");
  }
}
