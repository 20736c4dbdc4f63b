// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.StateGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** F: tools that a node calls by name, as LangGraph's ToolNode does. */
final class Tools {
  private Tools() {}

  static Map<String, Scenario> all() {
    return Map.of("F01", Tools::asksInATool);
  }

  private record ToolCall(String id, String shape) {}

  private record ToolMessage(String id, String text, String status) {}

  private record Chat(List<ToolCall> calls, List<ToolMessage> messages) {}

  private static Object asksInATool(Bench bench) {
    return object(
        "default", asksInATool(bench, false), "handle_tool_errors=True", asksInATool(bench, true));
  }

  private static JsonNode asksInATool(Bench bench, boolean handlesErrors) {
    try (var own = bench.another()) {
      var graph =
          new StateGraph<>(Chat.class)
              .reduce(Chat::messages, append())
              .addNode("agent", s -> set(Chat::calls).to(List.of(new ToolCall("c0", "circle"))))
              .addNode("tools", s -> set(Chat::messages).to(callAll(own, s.calls(), handlesErrors)))
              .addEdge(START, "agent")
              .addEdge("agent", "tools")
              .addEdge("tools", END);
      var run = own.session(graph);
      var paused = run.invoke(new Chat(null, null));
      var next = run.next();
      var rows = new ArrayList<Object>();
      run.resume("ok")
          .get("messages")
          .forEach(m -> rows.add(List.of(m.get("id"), m.get("text"), m.get("status"))));
      return object(
          "interrupts",
          paused.get("__interrupt__"),
          "next",
          next,
          "resume",
          rows,
          "hits",
          own.hits());
    }
  }

  private static List<ToolMessage> callAll(
      Bench bench, List<ToolCall> calls, boolean handlesErrors) {
    return calls.stream().map(call -> call(bench, call, handlesErrors)).toList();
  }

  private static ToolMessage call(Bench bench, ToolCall call, boolean handlesErrors) {
    try {
      return new ToolMessage(call.id(), create(bench, call.shape()), "success");
    } catch (RuntimeException e) {
      if (!handlesErrors) {
        throw e;
      }
      return new ToolMessage(call.id(), "Error: " + e.getMessage(), "error");
    }
  }

  private static String create(Bench bench, String shape) {
    bench.hit("create " + shape);
    return "created " + shape + ": " + interrupt(Map.of("tool", "create", "shape", shape));
  }
}
