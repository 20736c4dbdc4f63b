// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A deliberate difference: a row of differences.json.
 *
 * @param id the scenario
 * @param langgraph what LangGraph does, for people
 * @param fermata what Fermata does, for people
 * @param reason "§2 row N" of the semantics, "§1 rule 6", or "Python: " and which detail of Python
 * @param changes the places of the observed result that differ
 */
record Difference(
    String id, String langgraph, String fermata, String reason, List<Change> changes) {

  /** At a JSON pointer stands another value; {@code null} when Fermata has none there. */
  record Change(JsonPointer at, JsonNode value) {}

  static List<Difference> all() {
    var all = new ArrayList<Difference>();
    Shape.parse(Observed.text("differences.json")).forEach(row -> all.add(parse(row)));
    return List.copyOf(all);
  }

  private static Difference parse(JsonNode row) {
    var changes =
        StreamSupport.stream(row.get("changes").spliterator(), false)
            .map(c -> new Change(JsonPointer.compile(c.get("at").textValue()), c.get("is")))
            .toList();
    return new Difference(
        row.get("id").textValue(),
        row.get("langgraph").textValue(),
        row.get("fermata").textValue(),
        row.get("reason").textValue(),
        changes);
  }

  /** The observed result with Fermata's values in the places that differ. */
  JsonNode applyTo(JsonNode observed) {
    JsonNode result = observed.deepCopy();
    // array items are removed from the end, so that the pointers before them stay true
    var ordered = new ArrayList<>(changes);
    ordered.sort(Comparator.comparing((Change change) -> change.value() == null));
    for (var change : ordered) {
      result = apply(result, change);
    }
    return result;
  }

  private JsonNode apply(JsonNode root, Change change) {
    var at = change.at();
    if (at.matches()) {
      return change.value();
    }
    var parent = root.at(at.head());
    var last = at.last();
    if (change.value() != null && change.value().equals(root.at(at))) {
      throw new IllegalStateException(id + " " + at + ": the same as LangGraph's, no difference");
    }
    if (parent instanceof ObjectNode object) {
      put(object, last.getMatchingProperty(), change.value());
    } else if (parent instanceof ArrayNode array) {
      put(array, last.getMatchingIndex(), change.value());
    } else {
      throw new IllegalStateException(id + " " + at + ": there is no such place in the result");
    }
    return root;
  }

  private void put(ObjectNode object, String key, JsonNode value) {
    if (value != null) {
      object.set(key, value);
    } else if (object.remove(key) == null) {
      throw new IllegalStateException(id + ": \"" + key + "\" is not there, so cannot be missing");
    }
  }

  private void put(ArrayNode array, int index, JsonNode value) {
    if (value == null) {
      array.remove(index);
    } else if (index == array.size()) {
      array.add(value);
    } else {
      array.set(index, value);
    }
  }
}
