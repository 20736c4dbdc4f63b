// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes results comparable: keys in alphabetical order, and each interrupt id (32 hex digits, or an
 * already normalised {@code <I1>}) replaced by {@code <I1>}, {@code <I2>}, … in order of
 * appearance.
 */
final class Normal {
  private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{32}\\b|<I\\d+>");

  private final Map<String, String> names = new LinkedHashMap<>();

  private Normal() {}

  static JsonNode of(JsonNode result) {
    return new Normal().rewrite(result);
  }

  private JsonNode rewrite(JsonNode node) {
    if (node.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      var copy = JsonNodeFactory.instance.objectNode();
      sorted.forEach((key, value) -> copy.set(rename(key), rewrite(value)));
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(rewrite(item)));
      return copy;
    }
    return node.isTextual() ? TextNode.valueOf(rename(node.textValue())) : node;
  }

  private String rename(String text) {
    return ID.matcher(text)
        .replaceAll(
            found -> names.computeIfAbsent(found.group(), id -> "<I" + (names.size() + 1) + ">"));
  }
}
