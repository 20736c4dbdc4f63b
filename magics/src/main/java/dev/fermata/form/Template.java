// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an action turns the values of fields into the resume value: JSON with holes. Front ends fill
 * the same JSON text ({@link #toJson}), so the mapping is written once. A template also reads
 * backwards, from a resume value to the values that give it.
 */
public sealed interface Template {
  /**
   * A value that is the same whatever was typed.
   *
   * @param value any JSON
   */
  record Literal(JsonNode value) implements Template {}

  /**
   * The value of a field.
   *
   * @param field its name
   */
  record FieldValue(String field) implements Template {}

  /**
   * The text typed into a field, taken as JSON.
   *
   * @param field the name of a string field
   */
  record Parsed(String field) implements Template {}

  /**
   * The answer of a part of the form.
   *
   * @param index from 0
   */
  record Part(int index) implements Template {}

  /**
   * An object; a member whose field has no value is left out.
   *
   * @param members by key, in order
   */
  record Members(Map<String, Template> members) implements Template {
    /**
     * Copies the map and keeps its order.
     *
     * @param members by key
     */
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * These members and one more at the end.
     *
     * @param key the key
     * @param value its template
     * @return a new object template
     */
    public Members with(String key, Template value) {
      var more = new LinkedHashMap<>(members);
      more.put(key, value);
      return new Members(more);
    }
  }

  /**
   * An array.
   *
   * @param items in order
   */
  record Items(List<Template> items) implements Template {
    /**
     * Copies the list.
     *
     * @param items in order
     */
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * A text that is the same whatever was typed.
   *
   * @param text the text
   * @return the template
   */
  static Template literal(String text) {
    return new Literal(Trees.NODES.textNode(text));
  }

  /**
   * True or false, whatever was typed.
   *
   * @param value which
   * @return the template
   */
  static Template literal(boolean value) {
    return new Literal(Trees.NODES.booleanNode(value));
  }

  /**
   * An object with one member, to be continued by {@link Members#with}.
   *
   * @param key the key
   * @param value its template
   * @return the template
   */
  static Members members(String key, Template value) {
    return new Members(Map.of(key, value));
  }

  /**
   * The template as front ends read it: JSON in which a hole is an object with the one key {@code
   * $field}, {@code $parsed} or {@code $part}.
   *
   * @return a new tree
   */
  default JsonNode toJson() {
    var nodes = Trees.NODES;
    if (this instanceof Literal literal) {
      return literal.value();
    } else if (this instanceof FieldValue hole) {
      return nodes.objectNode().put("$field", hole.field());
    } else if (this instanceof Parsed hole) {
      return nodes.objectNode().put("$parsed", hole.field());
    } else if (this instanceof Part hole) {
      return nodes.objectNode().put("$part", hole.index());
    } else if (this instanceof Members object) {
      var json = nodes.objectNode();
      object.members().forEach((key, value) -> json.set(key, value.toJson()));
      return json;
    }
    var json = nodes.arrayNode();
    ((Items) this).items().forEach(item -> json.add(item.toJson()));
    return json;
  }

  /**
   * The fields it names.
   *
   * @return names in order; a name may repeat
   */
  default List<String> fields() {
    if (this instanceof FieldValue hole) {
      return List.of(hole.field());
    } else if (this instanceof Parsed hole) {
      return List.of(hole.field());
    } else if (this instanceof Members object) {
      return object.members().values().stream().flatMap(t -> t.fields().stream()).toList();
    } else if (this instanceof Items array) {
      return array.items().stream().flatMap(t -> t.fields().stream()).toList();
    }
    return List.of();
  }
}
