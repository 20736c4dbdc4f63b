// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;

/** L03 to L07 and L21: answers with wrong ids, threads with strange names, a foreign graph. */
final class StrangeCalls {
  private StrangeCalls() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "L03", StrangeCalls::mapThatIsNoIdMap,
        "L05", StrangeCalls::strictIds,
        "L07", StrangeCalls::threadIds,
        "L21", StrangeCalls::anotherGraphOnTheThread);
  }

  private static StateGraph<Basic> two(Bench bench) {
    return Basics.graph()
        .addNode("p", Parallel.asks(bench, "p"))
        .addNode("q", Parallel.asks(bench, "q"))
        .addEdge(START, "p")
        .addEdge(START, "q")
        .addEdge("p", END)
        .addEdge("q", END);
  }

  private static StateGraph<Basic> one() {
    return Basics.one("ask", state -> y(interrupt("q")).set(Basic::log).to(List.of("ask")));
  }

  private static Object mapThatIsNoIdMap(Bench bench) {
    var single = bench.session(bench.compile(one()), "1");
    single.invoke(x(0));
    var both = bench.session(bench.compile(two(bench)), "2");
    both.invoke(x(0));
    return object(
        "one", single.resume(Map.of(single.id("q"), "P", "note", "x")),
        "two", both.resume(Map.of(both.id("ask p"), "P", "note", "x")));
  }

  private static Object strictIds(Bench bench) {
    var run = bench.session(two(bench));
    run.invoke(x(0));
    var id = run.id("ask p");
    return object(
        "unknown", run.resumeAll(Map.of("0123456789abcdef0123456789abcdef", 1)),
        "empty", run.resumeAll(Map.of()),
        "ambiguous", run.resume(1),
        "p", run.resumeAll(Map.of(id, 1)),
        "p again", run.resumeAll(Map.of(id, 2)),
        "hits", bench.hits());
  }

  private static Object threadIds(Bench bench) {
    var result = object();
    for (var saver : List.of("memory", "sqlite")) {
      try (var own = bench.another()) {
        for (var id : new String[] {"5", "", null, "ünï/ x", "1.5"}) {
          var name = id == null ? "None" : id.isEmpty() || id.contains(" ") ? "'" + id + "'" : id;
          result.set(saver + "/" + name, threadId(own, id));
        }
        result.put(saver + "/int 5 seen as '5'", Compiles.node("thread(5)"));
      }
    }
    return result;
  }

  private static JsonNode threadId(Bench bench, String id) {
    return Shape.attempt(
        () -> {
          var output = bench.session(bench.compile(one()), id).invoke(x(0));
          return output.has("__interrupt__") ? "paused" : output;
        });
  }

  private static Object anotherGraphOnTheThread(Bench bench) {
    var first =
        Basics.one("ask1", state -> y(interrupt("q1")))
            .compile(
                CompileOptions.defaults().withName("G1").withCheckpointer(bench.checkpointer()));
    var second =
        Basics.graph()
            .addNode("b", logs("b"))
            .addNode("ask2", state -> y(interrupt("q2")))
            .addEdge(START, "b")
            .addEdge("b", "ask2")
            .addEdge("ask2", END)
            .compile(
                CompileOptions.defaults().withName("G2").withCheckpointer(bench.checkpointer()));
    var one = bench.session(first, "t");
    var two = bench.session(second, "t");
    return array(one.invoke(x(1)), two.resume("v"), two.state(), two.invoke(x(5)), one.resume("v"));
  }
}
