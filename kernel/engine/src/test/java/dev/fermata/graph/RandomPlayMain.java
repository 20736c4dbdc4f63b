// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.thread;

import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.Graphs.S;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * One of several processes that answer the questions of one thread of a random graph until it is
 * finished or they are killed. Says {@code READY}, then {@code ACK id} for each answer that was
 * acknowledged to it, {@code REFUSED code} where another was faster, and {@code DONE} at the end.
 * {@code RandomPlayMain FILE SEED MODE}.
 */
final class RandomPlayMain {
  static final String THREAD = "t";

  private RandomPlayMain() {}

  public static void main(String[] args) {
    RandomModel model = new RandomModel(new Random(Long.parseLong(args[1])));
    RunnableConfig t = thread(THREAD).withDurability(Durability.valueOf(args[2]));
    Random moves = new Random();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(Path.of(args[0]))) {
      CompiledGraph<S> graph = model.compile(Graphs.in(store), new RandomWatch());
      say("READY");
      while (!graph.getState(t).next().isEmpty()) {
        move(graph, t, moves);
      }
    }
    say("DONE");
  }

  private static void move(CompiledGraph<S> graph, RunnableConfig t, Random moves) {
    var pending = graph.getState(t).interrupts();
    try {
      if (pending.isEmpty() || moves.nextInt(6) == 0) {
        graph.invoke(t);
        return;
      }
      Map<String, Object> some = RandomModel.some(pending, moves);
      graph.invoke(resumeAll(some), t);
      some.keySet().forEach(id -> say("ACK " + id));
    } catch (GraphException e) {
      say("REFUSED " + e.code());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
