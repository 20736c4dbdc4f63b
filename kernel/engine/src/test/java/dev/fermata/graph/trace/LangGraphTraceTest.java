// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.trace;

import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.GraphException;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.Interrupt;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.trace.TraceGraph.Boom;
import dev.fermata.graph.trace.TraceGraph.S;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random graphs do on Fermata what they did on LangGraph 1.2.22: the same questions with ids that
 * stay and change at the same points, the same state, next nodes and steps after every action, the
 * same failures, and each node run as often. The traces are frozen in {@code
 * traces/langgraph.jsonl}; {@code kernel/bench/peers/langgraph/traces.py} made them, says what is
 * left out and why, and makes others: {@code -Dfermata.traces=FILE}.
 */
class LangGraphTraceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void randomGraphsDoInMemoryWhatTheyDidOnLangGraph() throws IOException {
    assertThat(differences(new InMemoryCheckpointer())).isEmpty();
  }

  @Test
  void randomGraphsDoInAFileWhatTheyDidOnLangGraph() throws IOException {
    try (var store = LmdbCheckpointer.open(folder.resolve("traces.mdb"))) {
      assertThat(differences(store)).isEmpty();
    }
  }

  private static List<String> differences(Checkpointer store) throws IOException {
    var traces = traces();
    assertThat(traces).hasSizeGreaterThanOrEqualTo(100);
    var differences = new ArrayList<String>();
    for (var trace : traces) {
      var difference = new Player(trace, store).difference();
      if (difference != null) {
        differences.add(difference);
      }
    }
    return differences;
  }

  private static List<JsonNode> traces() throws IOException {
    var other = System.getProperty("fermata.traces");
    var traces = new ArrayList<JsonNode>();
    try (var in =
        other == null
            ? LangGraphTraceTest.class.getResourceAsStream("/traces/langgraph.jsonl")
            : java.nio.file.Files.newInputStream(Path.of(other))) {
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        traces.add(JSON.readTree(line));
      }
    }
    return traces;
  }

  /** One graph on one thread. */
  private static final class Player {
    private final JsonNode trace;
    private final TraceGraph traced;
    private final CompiledGraph<S> graph;
    private final RunnableConfig config;
    private final Map<String, String> ids = new HashMap<>();
    private List<Interrupt> asked = List.of();

    Player(JsonNode trace, Checkpointer store) {
      this.trace = trace;
      this.traced = new TraceGraph(trace.get("graph"), store);
      this.graph = traced.graph();
      this.config = thread(trace.get("id").asText()).withRecursionLimit(30);
    }

    /** The first thing that is not as it was; null when all is. */
    String difference() {
      int number = 0;
      for (var each : trace.get("script")) {
        JsonNode seen = act(each.get(0).asText(), each.get(1));
        if (!seen.equals(each.get(2))) {
          return "trace %s, action %d\n  LangGraph %s\n  Fermata   %s\n  whole %s\n"
              .formatted(trace.get("id").asText(), number, each.get(2), seen, trace);
        }
        number++;
      }
      return null;
    }

    private JsonNode act(String what, JsonNode given) {
      return switch (what) {
        case "input" -> call(() -> graph.invoke(new S(given.asInt(), null), config));
        case "proceed" -> call(() -> graph.invoke(config));
        case "resume" -> call(() -> graph.invoke(resume(value(given)), config));
        case "answers" -> answer(given);
        case "update" -> {
          graph.updateState(config, set(S::x).to(given.get(0).asInt()), given.get(1).asText());
          yield stands(JSON.createObjectNode());
        }
        case "hits" ->
            JSON.createObjectNode().set("hits", JSON.<ObjectNode>valueToTree(traced.hits()));
        default -> throw new IllegalArgumentException("unknown action " + what);
      };
    }

    private JsonNode answer(JsonNode given) {
      var answers = new HashMap<String, Object>();
      for (var pair : given) {
        int number = pair.get(0).asInt();
        if (number >= asked.size()) {
          return JSON.createObjectNode().put("asked", asked.toString());
        }
        answers.put(asked.get(number).id(), pair.get(1).asText());
      }
      return call(() -> graph.invoke(resumeAll(answers), config));
    }

    private JsonNode call(Supplier<GraphOutput<S>> run) {
      GraphOutput<S> out;
      try {
        out = run.get();
      } catch (GraphException.RecursionLimit e) {
        return JSON.createObjectNode().put("raised", "recursion");
      } catch (GraphException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof Boom)) {
          cause = cause.getCause();
        }
        return JSON.createObjectNode().put("raised", cause.getMessage());
      }
      var seen = JSON.createObjectNode();
      seen.set("x", JSON.valueToTree(out.value().x()));
      seen.set("log", JSON.valueToTree(Objects.requireNonNullElse(out.value().log(), List.of())));
      var asks = seen.putArray("asks");
      asked = sorted(out.interrupts());
      for (var ask : asked) {
        asks.addArray().add(numbered(ask.id())).add(String.valueOf(ask.value()));
      }
      return stands(seen);
    }

    private String numbered(String id) {
      return ids.computeIfAbsent(id, key -> "id " + (ids.size() + 1));
    }

    private ObjectNode stands(ObjectNode seen) {
      var state = graph.getState(config);
      seen.set("next", JSON.valueToTree(state.next().stream().sorted().toList()));
      return seen.put("step", state.step());
    }

    private static List<Interrupt> sorted(List<Interrupt> asked) {
      return asked.stream()
          .sorted(Comparator.comparing(ask -> String.valueOf(ask.value())))
          .toList();
    }

    private static Object value(JsonNode json) {
      return JSON.convertValue(json, Object.class);
    }
  }
}
