// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.kill;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Durability;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateGraph;
import java.nio.file.Path;
import java.util.List;

/**
 * Pauses and resumes threads and says what it knows to be durable, line by line, until it is
 * killed: {@code ASKED thread interrupt} after a pause was returned, {@code ANSWERED thread} from
 * inside the node behind the question, {@code RAN node thread} as each node runs, {@code DONE
 * thread} after the end. {@code AskingMain FILE MODE FIRST}.
 */
final class AskingMain {
  /** The state of every thread. */
  record Work(int number, List<String> log) {}

  private AskingMain() {}

  public static void main(String[] args) {
    var mode = Durability.valueOf(args[1]);
    try (var store = LmdbCheckpointer.open(Path.of(args[0]))) {
      var graph = graph(store);
      say("READY");
      for (int i = Integer.parseInt(args[2]); ; i++) {
        var config = config(i, mode);
        var asked = graph.invoke(new Work(i, List.of()), config);
        say("ASKED t" + i + " " + asked.interrupts().get(0).id());
        graph.invoke(resume("yes " + i), config);
        say("DONE t" + i);
      }
    }
  }

  static RunnableConfig config(int number, Durability mode) {
    return thread("t" + number).withDurability(mode);
  }

  /** prepare → ask → finish; each appends its name. */
  static CompiledGraph<Work> graph(Checkpointer store) {
    return new StateGraph<>(Work.class)
        .reduce(Work::log, append())
        .addNode(
            "prepare",
            work -> {
              say("RAN prepare t" + work.number());
              return set(Work::log).to(List.of("prepare"));
            })
        .addNode(
            "ask",
            work -> {
              var answer = (String) interrupt("go on with " + work.number() + "?");
              say("ANSWERED t" + work.number());
              return set(Work::log).to(List.of("ask " + answer));
            })
        .addNode(
            "finish",
            work -> {
              say("RAN finish t" + work.number());
              return set(Work::log).to(List.of("finish"));
            })
        .addEdge(START, "prepare")
        .addEdge("prepare", "ask")
        .addEdge("ask", "finish")
        .addEdge("finish", END)
        .compile(CompileOptions.defaults().withName("asking").withCheckpointer(store));
  }

  private static void say(String line) {
    synchronized (AskingMain.class) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
