// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.trace;

import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.send;
import static dev.fermata.graph.Fermata.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.graph.Command;
import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Node;
import dev.fermata.graph.NodeOptions;
import dev.fermata.graph.RetryPolicy;
import dev.fermata.graph.Send;
import dev.fermata.graph.StateGraph;
import dev.fermata.graph.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.StreamSupport;

/** The graph of one trace, as traces.py builds it for LangGraph. */
final class TraceGraph {
  /** The state of every trace. */
  record S(Object x, List<String> log) {}

  /** What a node fails with. */
  static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Boom() {
      super("boom");
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Integer> hits = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> failures = new ConcurrentSkipListMap<>();
  private final CompiledGraph<S> graph;

  TraceGraph(JsonNode spec, Checkpointer store) {
    var options = CompileOptions.defaults().withName("trace").withCheckpointer(store);
    graph = build(spec, "", options);
  }

  CompiledGraph<S> graph() {
    return graph;
  }

  /** How often each node ran. */
  Map<String, Integer> hits() {
    return hits;
  }

  private CompiledGraph<S> build(JsonNode spec, String prefix, CompileOptions options) {
    var built =
        new StateGraph<>(S.class).reduce(S::log, append()).reduce(S::x, (before, after) -> after);
    for (var node : spec.get("nodes")) {
      var name = node.get("name").asText();
      if (node.has("sub")) {
        built.addNode(name, build(node.get("sub"), prefix + name + ".", CompileOptions.defaults()));
      } else {
        built.addNode(name, options(node), node(node, prefix + name));
      }
    }
    for (var edge : spec.get("edges")) {
      built.addEdge(edge.get(0).asText(), edge.get(1).asText());
    }
    for (var join : spec.path("joins")) {
      built.addEdge(List.of(texts(join.get(0))), join.get(1).asText());
    }
    for (var branch : spec.path("cond")) {
      built.addConditionalEdges(
          branch.get("from").asText(),
          state -> stream(choice(branch.get("choices"), state)).map(TraceGraph::target).toList());
    }
    return built.compile(
        options
            .interruptBefore(texts(spec.path("before")))
            .interruptAfter(texts(spec.path("after"))));
  }

  private static NodeOptions options(JsonNode node) {
    var options = NodeOptions.defaults();
    if (node.has("defer")) {
      options = options.deferUntilLast();
    }
    return node.has("retry")
        ? options.withRetry(
            RetryPolicy.attempts(node.get("retry").asInt()).withInitialInterval(Duration.ZERO))
        : options;
  }

  private Node<S> node(JsonNode node, String place) {
    return state -> {
      hits.merge(place, 1, Integer::sum);
      var answers = new ArrayList<>();
      for (var op : node.get("ops")) {
        var name = op.get(1).asText();
        if (op.get(0).asText().equals("ask")) {
          answers.add(interrupt(name + " " + state.x()));
        } else if (failures.merge(place + name, 1, Integer::sum) <= op.get(2).asInt()) {
          throw new Boom();
        }
      }
      var text = answers.isEmpty() ? "" : ":" + JSON.writeValueAsString(answers);
      Update<S> update = set(S::log).to(List.of(node.get("name").asText() + text));
      if (node.has("x")) {
        update = update.set(S::x).to(node.get("x").asInt());
      }
      return node.has("goto") ? update.and(go(choice(node.get("goto"), state))) : update;
    };
  }

  private static Command<S> go(JsonNode where) {
    return target(where) instanceof Send sent
        ? send(sent.node(), sent.state())
        : goTo(where.asText());
  }

  private static Object target(JsonNode where) {
    return where.isObject()
        ? new Send(where.get("send").asText(), new S(where.get("x").asInt(), List.of()))
        : where.asText();
  }

  private static JsonNode choice(JsonNode choices, S state) {
    return choices.get((state.log() == null ? 0 : state.log().size()) % choices.size());
  }

  private static String[] texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toArray(String[]::new);
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
