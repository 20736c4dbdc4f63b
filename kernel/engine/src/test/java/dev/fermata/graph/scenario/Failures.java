// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.CachePolicy;
import dev.fermata.graph.Durability;
import dev.fermata.graph.NodeOptions;
import dev.fermata.graph.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;

/** J: errors, retries, caches and durability. */
final class Failures {
  private Failures() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "J01", Failures::siblingsOfAFailureAreNotRepeated,
        "J03", Failures::retryPolicy,
        "J05", Failures::cachedNode,
        "J07", Failures::durabilityModes);
  }

  private static Object siblingsOfAFailureAreNotRepeated(Bench bench) {
    var graph =
        Parallel.joined(
            bench,
            "ok",
            state -> {
              bench.hit("ok");
              return log("ok");
            },
            "bad",
            Parallel.failsOnce(bench, "bad"));
    var run = bench.session(graph);
    return object(
        "runs", array(run.invoke(x(0)), run.state(), run.proceed()),
        "hits", Map.of("ok", bench.hits("ok"), "bad", bench.hits("bad")));
  }

  private static Object retryPolicy(Bench bench) {
    var answers = new ArrayList<Object>();
    var graph =
        Basics.graph()
            .addNode(
                "ask",
                NodeOptions.defaults()
                    .withRetry(RetryPolicy.attempts(3).withInitialInterval(Duration.ZERO)),
                state -> {
                  bench.hit("ask");
                  var answer = interrupt("q");
                  answers.add(answer);
                  if (answers.size() < 3) {
                    throw new IllegalStateException("not yet");
                  }
                  return y(answer);
                })
            .addEdge(START, "ask")
            .addEdge("ask", END);
    var run = bench.session(graph);
    var paused = run.invoke(x(0));
    return object(
        "hits at pause", bench.hits(),
        "runs", array(paused, run.resume("v")),
        "answers", answers,
        "hits", bench.hits());
  }

  private static Object cachedNode(Bench bench) {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode(
                    "ask",
                    NodeOptions.defaults().withCache(CachePolicy.forever()),
                    state -> {
                      bench.hit("ask");
                      return y(interrupt("q"));
                    })
                .addEdge(START, "ask")
                .addEdge("ask", END));
    var one = bench.session(graph, "1");
    var two = bench.session(graph, "2");
    return object(
        "t1", array(one.invoke(x(0)), one.resume("v")),
        "t2", array(two.invoke(x(0)), two.next()),
        "hits", bench.hits());
  }

  private static Object durabilityModes(Bench bench) {
    var result = object();
    var graph = bench.compile(Chain.graph(bench));
    for (var mode : Durability.values()) {
      var run = bench.session(graph, mode.name()).with(config -> config.withDurability(mode));
      result.set(
          mode.name().toLowerCase(Locale.ROOT),
          object(
              "paused", run.invoke(x(1)),
              "at pause", history(run),
              "resumed", run.resume("v"),
              "at end", history(run)));
    }
    return result;
  }

  private static JsonNode history(Session<Basic> run) {
    return array(
        run.history().stream()
            .map(Shape::state)
            .map(state -> array(state.get("source"), state.get("step"), state.get("next")))
            .toArray());
  }
}
