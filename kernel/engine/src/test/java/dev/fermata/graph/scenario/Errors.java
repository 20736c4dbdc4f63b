// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The table errors.json: which error of Fermata stands for which of LangGraph's. An error is
 * compared by its name only: Fermata's code, or class and message of a node's own exception.
 */
final class Errors {
  private record Row(String only, String raised, String message, String text, String fermata) {
    boolean matches(String scenario, JsonNode node) {
      return !raised.isEmpty()
          && (only.isEmpty() || only.equals(scenario))
          && node.size() == 2
          && node.path("raised").asText().equals(raised)
          && node.path("message").asText().startsWith(message);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  Errors() {
    Shape.parse(Observed.text("errors.json"))
        .forEach(
            row ->
                rows.add(
                    new Row(
                        row.path("only").asText(),
                        row.path("raised").asText(),
                        row.path("message").asText(),
                        row.path("text").asText("\0"),
                        row.get("fermata").asText())));
  }

  /** The observed result with LangGraph's errors renamed to Fermata's. */
  JsonNode rename(String scenario, JsonNode node) {
    for (var row : rows) {
      if (row.matches(scenario, node)) {
        return JsonNodeFactory.instance.objectNode().put("raised", row.fermata);
      }
      if (node.isTextual() && node.textValue().equals(row.text)) {
        return TextNode.valueOf(row.fermata);
      }
    }
    if (node.isObject()) {
      var copy = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(entry -> copy.set(entry.getKey(), rename(scenario, entry.getValue())));
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(rename(scenario, item)));
      return copy;
    }
    return node;
  }
}
