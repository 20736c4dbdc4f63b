// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.StateGraph;
import dev.fermata.prompt.Prompts;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** C: which values may answer, and what is done with an old id. */
final class Answers {
  private Answers() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "C01", Answers::falsyAnswers,
        "C03", Answers::answersSurviveAReload,
        "C05", Answers::oldIdAfterTheNextQuestion,
        "C07", Answers::typedAnswers);
  }

  private static Object falsyAnswers(Bench bench) {
    var answers = new LinkedHashMap<String, Object>();
    answers.put("None", null);
    answers.put("False", false);
    answers.put("0", 0);
    answers.put("0.0", 0.0);
    answers.put("''", "");
    answers.put("[]", List.of());
    answers.put("{}", Map.of());
    var result = object();
    answers.forEach((name, answer) -> result.set(name, falsyAnswer(bench, name, answer)));
    return result;
  }

  private static JsonNode falsyAnswer(Bench bench, String name, Object answer) {
    var graph =
        Basics.one(
            "ask",
            state -> {
              bench.hit(name);
              return y(Arrays.asList("got", interrupt("q")));
            });
    var run = bench.session(bench.compile(graph), name);
    run.invoke(x(0));
    return array(run.resume(answer), run.next(), bench.hits(name));
  }

  private static Object answersSurviveAReload(Bench bench) {
    var answers = new LinkedHashMap<String, Object>();
    answers.put("'s'", "s");
    answers.put("(1, 2)", List.of(1, 2));
    answers.put("1", 1);
    answers.put("1.5", 1.5);
    answers.put("1208925819614629174706176", BigInteger.TWO.pow(80));
    answers.put("9007199254740993", 9007199254740993L);
    answers.put("b'x'", "x".getBytes(StandardCharsets.US_ASCII));
    answers.put("inf", Double.POSITIVE_INFINITY);
    answers.put("{'k': [1, None]}", Map.of("k", Arrays.asList(1, null)));
    answers.put("{1, 2}", new TreeSet<>(List.of(1, 2)));
    answers.put("{1: 'int key'}", Map.of(1, "int key"));
    var result = object();
    answers.forEach((name, answer) -> result.set(name, reloaded(bench, name, answer)));
    return result;
  }

  /** The second question, or the error; then the type and value the node saw after a reload. */
  private static JsonNode reloaded(Bench bench, String thread, Object answer) {
    var paused = bench.session(bench.compile(twoQuestions()), thread);
    paused.invoke(x(0));
    var second = paused.resume(answer);
    if (second.has("raised")) {
      return array(second.get("raised"), null);
    }
    bench.restart();
    var resumed = bench.session(bench.compile(twoQuestions()), thread);
    return array(second.at("/__interrupt__/0/value"), resumed.resume("end").get("y"));
  }

  private static StateGraph<Basic> twoQuestions() {
    return Basics.one(
        "n",
        state -> {
          var answer = interrupt("1");
          interrupt("2");
          return y(List.of(type(answer), repr(answer)));
        });
  }

  private static String type(Object value) {
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof String) {
      return "str";
    }
    return value instanceof List ? "list" : "dict";
  }

  /** As Python's {@code repr} writes it. */
  private static String repr(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Answers::repr).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value == null) {
      return "None";
    }
    return value instanceof String ? "'" + value + "'" : value.toString();
  }

  private static Object oldIdAfterTheNextQuestion(Bench bench) {
    var graph = Basics.one("n", state -> y(Arrays.asList(interrupt("q1"), interrupt("q2"))));
    var run = bench.session(graph);
    var first = run.invoke(x(0));
    var id = run.id("q1");
    return array(
        first, run.resumeAll(Map.of(id, "A")), run.resumeAll(Map.of(id, "B")), run.state());
  }

  private record Person(int a) {}

  private static Object typedAnswers(Bench bench) {
    var number = Basics.one("n", state -> y(interrupt(Prompts.ask("q", Integer.class))));
    var person =
        Basics.one(
            "n",
            state -> {
              var answer = interrupt(Prompts.ask("q", Person.class));
              return y(List.of(answer.getClass().getSimpleName(), answer.toString()));
            });
    var one = bench.session(bench.compile(number), "1");
    var two = bench.session(bench.compile(person), "2");
    return object(
        "dict", array(one.invoke(x(0)), one.resume("not int")),
        "model",
            array(
                two.invoke(x(0)),
                two.resume(Map.of("a", "zzz")),
                two.state(),
                two.resume(Map.of("a", 3))));
  }
}
