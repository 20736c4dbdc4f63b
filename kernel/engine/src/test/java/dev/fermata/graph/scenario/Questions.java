// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.graph.Node;
import dev.fermata.graph.OnChangedQuestion;
import dev.fermata.graph.StateGraph;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A07 to A15: what breaks a pause, questions that change, and what may be asked. */
final class Questions {
  private Questions() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "A07", Questions::catchExceptionAroundAQuestion,
        "A08", Questions::specificExceptionAroundAQuestion,
        "A09", Questions::catchAllRethrowAndFinally,
        "A10", Questions::updateMakesTheNodeAskSomethingElse,
        "A11", Questions::loopOverAListThatChanges,
        "A12", Questions::orderOfQuestionsFlips,
        "A12b", Questions::questionVanishes,
        "A13", Questions::simplePayloads,
        "A14", Questions::payloadsThatAreNotJson,
        "A15", Questions::richPayloads);
  }

  private static Object catchExceptionAroundAQuestion(Bench bench) {
    Node<Basic> node =
        state -> {
          Object caught = "nothing caught";
          try {
            interrupt("q");
          } catch (Exception e) {
            caught = List.of("caught", e.getClass().getSimpleName());
          }
          return y(caught);
        };
    var run = bench.session(Basics.one("n", node));
    return object(
        "invoke", run.invoke(x(0)), "state", run.state(), "late resume", run.resume("late"));
  }

  private static Object specificExceptionAroundAQuestion(Bench bench) {
    Node<Basic> node =
        state -> {
          try {
            if (interrupt("q").equals("bad")) {
              throw new IllegalArgumentException("bad answer");
            }
            return y("accepted");
          } catch (IllegalArgumentException e) {
            return y("handled");
          }
        };
    var run = bench.session(Basics.one("n", node));
    return array(run.invoke(x(0)), run.resume("bad"));
  }

  private static Object catchAllRethrowAndFinally(Bench bench) {
    Node<Basic> bare =
        state -> {
          try {
            return y(interrupt("q"));
          } catch (Throwable t) {
            return y("swallowed");
          }
        };
    Node<Basic> rethrowing =
        state -> {
          try {
            return y(interrupt("q"));
          } catch (Throwable t) {
            bench.hit("caught");
            throw t;
          }
        };
    Node<Basic> cleaning =
        state -> {
          try {
            return y(interrupt("q"));
          } finally {
            bench.hit("finally");
          }
        };
    return object(
        "bare", askAndAnswer(bench, "1", bare),
        "reraise", askAndAnswer(bench, "2", rethrowing),
        "finally", askAndAnswer(bench, "3", cleaning),
        "hits", bench.hits());
  }

  private static JsonNode askAndAnswer(Bench bench, String thread, Node<Basic> node) {
    var run = bench.session(bench.compile(Basics.one("n", node)), thread);
    return array(run.invoke(x(0)), run.resume("v"));
  }

  /** As in a notebook: a changed question is asked again; it is an error by default. */
  private static Session<Basic> asking(Bench bench, Node<Basic> node) {
    return bench
        .session(Basics.one("n", node))
        .with(config -> config.onChangedQuestion(OnChangedQuestion.ASK));
  }

  private static Object updateMakesTheNodeAskSomethingElse(Bench bench) {
    var run =
        asking(
            bench,
            state -> {
              var answers = new LinkedHashMap<String, Object>();
              answers.put("name", interrupt("name?"));
              answers.put("age", state.x().equals(true) ? interrupt("age?") : null);
              answers.put("city", interrupt("city?"));
              return y(answers);
            });
    return array(
        run.invoke(x(false)),
        run.resume("Ann"),
        run.invoke(resume("Rome").and(set(Basic::x).to(true))),
        run.resume("extra"));
  }

  private static Object loopOverAListThatChanges(Bench bench) {
    var items = new ArrayList<>(List.of("a", "b"));
    var run =
        asking(
            bench,
            state -> {
              var results = new ArrayList<List<Object>>();
              for (var item : items) {
                results.add(List.of(item, interrupt("Approve " + item + "?")));
              }
              return y(results);
            });
    var first = run.invoke(x(0));
    var second = run.resume("yes-to-a");
    items.add(0, "z");
    return array(first, second, run.resume("yes-to-b"), run.resume("third"));
  }

  private static Object orderOfQuestionsFlips(Bench bench) {
    var flipped = new AtomicBoolean();
    var run =
        asking(
            bench,
            state -> {
              var answers = new TreeMap<String, Object>();
              for (var key : flipped.get() ? List.of("age", "name") : List.of("name", "age")) {
                answers.put(key, interrupt(key + "?"));
              }
              return y(answers);
            });
    var first = run.invoke(x(0));
    flipped.set(true);
    return array(first, run.resume("Ann"), run.resume(30));
  }

  private static Object questionVanishes(Bench bench) {
    var gone = new AtomicBoolean();
    var run =
        asking(
            bench,
            state -> {
              var answers = new LinkedHashMap<String, Object>();
              answers.put("q1", gone.get() ? null : interrupt("q1"));
              answers.put("q2", interrupt("q2"));
              return y(answers);
            });
    var first = run.invoke(x(0));
    var second = run.resume("ans1");
    gone.set(true);
    return array(first, second, run.resume("ans2"), run.state());
  }

  private static Object simplePayloads(Bench bench) {
    var payloads =
        Arrays.asList(
            "text",
            "",
            42,
            0,
            1.5,
            true,
            false,
            null,
            List.of(),
            Arrays.asList(1, "a", null),
            Map.of(),
            nested(),
            "héllo ✅ 日本");
    var rows = new ArrayList<Object>();
    for (var payload : payloads) {
      var graph = bench.compile(Basics.one("n", state -> y(interrupt(payload))));
      var run = bench.session(graph, "thread " + rows.size());
      var paused = run.invoke(x(0));
      var inState = array(run.snapshot().interrupts().stream().map(i -> i.value()).toArray());
      rows.add(
          array(
              Shape.json(payload),
              paused.get("__interrupt__"),
              inState,
              run.resume("ok").get("y")));
    }
    return rows;
  }

  private static Map<String, Object> nested() {
    var inner = new LinkedHashMap<String, Object>();
    inner.put("c", null);
    return Map.of("a", Map.of("b", List.of(1, inner)));
  }

  /** A validator or a processor: something that is no JSON. */
  private static final class DataProcessor {
    private final Thread worker = new Thread(() -> {});

    @Override
    public String toString() {
      return "processor of " + worker.getName();
    }
  }

  private static Object payloadsThatAreNotJson(Bench bench) {
    Function<String, Boolean> function = String::isEmpty;
    Function<String, Boolean> lambda = value -> value.length() > 0;
    var result = object();
    payloadThatIsNotJson(bench, result, "function", Map.of("question", "q", "validator", function));
    payloadThatIsNotJson(bench, result, "lambda", Map.of("question", "q", "validator", lambda));
    payloadThatIsNotJson(
        bench, result, "instance", Map.of("question", "q", "processor", new DataProcessor()));
    return result;
  }

  private static void payloadThatIsNotJson(
      Bench bench, ObjectNode result, String name, Object payload) {
    for (var saver : List.of("memory", "sqlite")) {
      try (var own = bench.another()) {
        var run =
            own.session(
                Basics.one(
                    "n",
                    state -> {
                      own.hit("n");
                      return y(interrupt(payload));
                    }));
        result.set(
            name + "/" + saver, array(run.invoke(x(0)), run.state(), run.resume("v"), own.hits()));
      }
    }
  }

  private enum Color {
    RED
  }

  private record Point(int a) {}

  private static Object richPayloads(Bench bench) {
    var payloads = new LinkedHashMap<String, Object>();
    payloads.put("bytes", new byte[] {'a', 'b'});
    payloads.put("dataclass", new Point(1));
    payloads.put("date", LocalDate.of(2026, 1, 2));
    payloads.put("datetime", LocalDateTime.of(2026, 1, 2, 3, 4, 5));
    payloads.put("decimal", new BigDecimal("1.10"));
    payloads.put("enum", Color.RED);
    payloads.put("set", new TreeSet<>(List.of(1, 2)));
    payloads.put("tuple", new int[] {1, 2});
    payloads.put("uuid", UUID.fromString("7ad3a5f2-3b0c-4f0e-9d55-0f6a1c2b3d4e"));
    var result = object();
    payloads.forEach(
        (name, payload) -> {
          var shown =
              bench
                  .session(bench.compile(asker(payload)), name)
                  .invoke(x(0))
                  .at("/__interrupt__/0/value");
          bench.restart();
          var reloaded = bench.session(bench.compile(asker(payload)), name);
          result.set(name, array(shown, reloaded.state().at("/interrupts/0/value")));
        });
    return result;
  }

  private static StateGraph<Basic> asker(Object payload) {
    return Basics.one("n", state -> y(interrupt(payload)));
  }
}
