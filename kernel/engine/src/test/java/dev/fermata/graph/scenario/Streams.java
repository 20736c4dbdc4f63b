// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.attempt;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.GraphStream;
import dev.fermata.graph.StateGraph;
import dev.fermata.graph.StreamEvent;
import dev.fermata.graph.StreamMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** B01 and I: what is seen while a graph runs. */
final class Streams {
  private Streams() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "B01", Streams::withoutACheckpointer,
        "I01", Streams::valuesAndUpdates,
        "I03", Streams::custom,
        "I05", Streams::ofSubgraphs,
        "I07", Streams::lifecycle);
  }

  private static StateGraph<Basic> aThenAsk() {
    return Basics.graph()
        .addNode("a", logs("a"))
        .addNode("ask", state -> y(interrupt("q")).set(Basic::log).to(List.of("ask")))
        .addEdge(START, "a")
        .addEdge("a", "ask")
        .addEdge("ask", END);
  }

  /** The data of each event, in LangGraph's shape. */
  static JsonNode data(GraphStream<?> events) {
    return collect(events, Streams::data);
  }

  private static JsonNode collect(GraphStream<?> events, Function<StreamEvent, JsonNode> shape) {
    var list = new ArrayList<JsonNode>();
    try (events) {
      for (var event : events) {
        list.add(shape.apply(event));
      }
    }
    return array(list.toArray());
  }

  private static JsonNode data(StreamEvent event) {
    var data =
        event.data() instanceof Record state ? Shape.values(state) : Shape.json(event.data());
    if (event.interrupts().isEmpty()) {
      return data;
    }
    var interrupts = object("__interrupt__", Shape.interrupts(event.interrupts()));
    return data instanceof ObjectNode object ? object.setAll(interrupts) : interrupts;
  }

  private static JsonNode modeAndData(StreamEvent event) {
    return array(event.mode().name().toLowerCase(Locale.ROOT), data(event));
  }

  /** The nodes of the subgraphs it happened in, without the ids of their tasks. */
  private static JsonNode placeAndData(StreamEvent event) {
    var levels =
        event.namespace().isEmpty()
            ? array()
            : array((Object[]) event.namespace().replaceAll(":[^|]*", "").split("\\|"));
    return array(levels, data(event));
  }

  private static Object valuesAndUpdates(Bench bench) {
    var graph = bench.compile(aThenAsk());
    var values = bench.session(graph, "1").config();
    var updates = bench.session(graph, "2").config();
    var both = bench.session(graph, "3").config();
    StreamMode[] modes = {StreamMode.VALUES, StreamMode.UPDATES};
    return object(
        "values",
            array(
                data(graph.stream(x(1), values, StreamMode.VALUES)),
                data(graph.stream(resume("v"), values, StreamMode.VALUES))),
        "updates",
            array(
                data(graph.stream(x(1), updates, StreamMode.UPDATES)),
                data(graph.stream(resume("v"), updates, StreamMode.UPDATES))),
        "['values', 'updates']",
            array(
                collect(graph.stream(x(1), both, modes), Streams::modeAndData),
                collect(graph.stream(resume("v"), both, modes), Streams::modeAndData)));
  }

  private static Object custom(Bench bench) {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode(
                    "a",
                    (state, context) -> {
                      context.write("custom a");
                      return log("a");
                    })
                .addNode(
                    "ask",
                    (state, context) -> {
                      context.write("before ask");
                      var answer = interrupt("q");
                      context.write("after ask");
                      return y(answer).set(Basic::log).to(List.of("ask"));
                    })
                .addEdge(START, "a")
                .addEdge("a", "ask")
                .addEdge("ask", END));
    var config = bench.session(graph, "1").config();
    return array(
        data(graph.stream(x(1), config, StreamMode.CUSTOM)),
        data(graph.stream(resume("v"), config, StreamMode.CUSTOM)));
  }

  private static Object ofSubgraphs(Bench bench) {
    var sub =
        Basics.graph()
            .addNode("s1", logs("s1"))
            .addNode(
                "s2",
                state -> {
                  var answer = interrupt("sub?");
                  return y(answer).set(Basic::log).to(List.of("s2=" + answer));
                })
            .addEdge(START, "s1")
            .addEdge("s1", "s2")
            .addEdge("s2", END)
            .compile("sub");
    var graph =
        bench.compile(Basics.graph().addNode("sub", sub).addEdge(START, "sub").addEdge("sub", END));
    var config = bench.session(graph, "1").config().withSubgraphs(true);
    return array(
        collect(graph.stream(x(1), config, StreamMode.UPDATES), Streams::placeAndData),
        collect(graph.stream(resume("v"), config, StreamMode.UPDATES), Streams::placeAndData));
  }

  private static Object lifecycle(Bench bench) {
    var graph =
        bench.compile(
            Basics.one("ask", state -> y(interrupt("q")).set(Basic::log).to(List.of("ask"))));
    var run = bench.session(graph, "1");
    var events = new ArrayList<JsonNode>();
    try (var stream = graph.stream(x(0), run.config(), StreamMode.TASKS)) {
      stream.forEach(event -> events.add(lifecycle(event)));
      events.add(Shape.output(stream.output().orElseThrow()));
    }
    try (var stream = graph.stream(resume("v"), run.config(), StreamMode.TASKS)) {
      stream.forEach(event -> events.add(lifecycle(event)));
      events.add(Shape.output(stream.output().orElseThrow()));
    }
    return object(
        "events", array(events.get(0), events.get(1), events.get(3), events.get(4)),
        "runs", array(events.get(2), events.get(5)));
  }

  private static JsonNode lifecycle(StreamEvent event) {
    var task = (StreamEvent.TaskEvent) event.data();
    return array(
        task.node(), task.phase(), task.interrupts().stream().map(i -> i.value()).toList());
  }

  private static Object withoutACheckpointer(Bench bench) {
    var graph = Threads.asking().compile(CompileOptions.defaults().withName("scenario"));
    var run = bench.session(graph, "1");
    return object(
        "invoke", run.invoke(x(1)),
        "invoke again", run.invoke(x(1)),
        "resume", run.resume("v"),
        "get_state", run.state(),
        "stream", attempt(() -> data(graph.stream(x(1), run.config(), StreamMode.UPDATES))));
  }
}
