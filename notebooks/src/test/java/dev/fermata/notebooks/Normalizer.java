// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replaces what differs between two runs of one notebook: ids, times, addresses, folders, who ran
 * it. An id becomes a name by the order in which ids first appear, so that two places that showed
 * the same id must still show the same one. One instance reads one notebook.
 */
final class Normalizer {
  private record Rule(Pattern pattern, String name, boolean numbered) {
    static Rule numbered(String regex, String name) {
      return new Rule(Pattern.compile(regex), name, true);
    }

    static Rule plain(String regex, String name) {
      return new Rule(Pattern.compile(regex), name, false);
    }
  }

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  /** In the order applied. */
  private static final List<Rule> RULES =
      List.of(
          Rule.numbered("\\b" + UUID + "\\b", "uuid"),
          Rule.numbered("\\b[0-9a-f]{32}\\b", "id"),
          Rule.plain(
              "\\b\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?(Z|UTC|[+-]\\d{2}:?\\d{2}))?",
              "time"),
          Rule.plain("\\b\\d+(\\.\\d+)? ?(ms|s|seconds?|minutes?|hours?|days?) ago\\b", "time ago"),
          Rule.plain("\\bjust now\\b", "time ago"),
          Rule.plain("\\b\\d+(\\.\\d+)? ?(µs|ms)\\b", "duration"),
          Rule.plain("(?<=[A-Za-z$_\\d\\]])@[0-9a-f]{5,8}\\b", "address"),
          Rule.numbered("REPL\\.\\$JShell\\$\\w+", "class"),
          Rule.plain("\\b[\\w.-]+@[\\w.-]+ \\(kernel [0-9a-f]{8}\\)", "who"),
          Rule.plain("[^\\s\"'(>]*/checkpoints\\.mdb", "store"));

  private final Map<String, Map<String, Integer>> seen = new HashMap<>();

  /**
   * The cells of a notebook, with what matters of each: kind, source, tags, outputs.
   *
   * @param notebook as read
   * @return one object for each cell
   */
  ArrayNode cells(JsonNode notebook) {
    var cells = JsonNodeFactory.instance.arrayNode();
    notebook.path("cells").forEach(cell -> cells.add(cell(cell)));
    return cells;
  }

  private ObjectNode cell(JsonNode cell) {
    var kept = JsonNodeFactory.instance.objectNode();
    kept.put("cell_type", cell.path("cell_type").asText());
    kept.put("source", joined(cell.path("source")));
    kept.set("tags", cell.path("metadata").path("tags"));
    if (cell.has("outputs")) {
      kept.set("execution_count", cell.path("execution_count"));
      kept.set("outputs", normal(cell.path("outputs")));
    }
    return kept;
  }

  private JsonNode normal(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(text(node.asText()));
    }
    if (isLines(node)) {
      return TextNode.valueOf(text(joined(node)));
    }
    if (node instanceof ArrayNode list) {
      var copy = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> copy.add(normal(item)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      var copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(entry -> copy.set(entry.getKey(), normal(entry.getValue())));
      return copy;
    }
    return node;
  }

  /** A text, with everything that changes from run to run replaced by its name in guillemets. */
  String text(String text) {
    var result = withPicturesRead(text);
    for (var rule : RULES) {
      result =
          rule.pattern().matcher(result).replaceAll(match -> "‹" + name(rule, match.group()) + "›");
    }
    return result;
  }

  /** A picture is compared as what it draws, not as its encoding. */
  private static String withPicturesRead(String text) {
    return Pattern.compile("data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)")
        .matcher(text)
        .replaceAll(
            match ->
                java.util.regex.Matcher.quoteReplacement(
                    new String(
                        Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8)));
  }

  private String name(Rule rule, String found) {
    if (!rule.numbered()) {
      return rule.name();
    }
    var numbers = seen.computeIfAbsent(rule.name(), unused -> new HashMap<>());
    return rule.name() + " " + numbers.computeIfAbsent(found, unused -> numbers.size() + 1);
  }

  /** Whether a node is a text in the form notebooks store it, a list of lines. */
  private static boolean isLines(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      return false;
    }
    for (var line : node) {
      if (!line.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static String joined(JsonNode lines) {
    if (lines.isTextual()) {
      return lines.asText();
    }
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}
