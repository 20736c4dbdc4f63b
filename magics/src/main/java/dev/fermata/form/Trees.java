// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON trees whose numbers keep every digit: integers of any size, decimals as written.
 *
 * <p>Stateless.
 */
public final class Trees {
  /** Makes nodes. */
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .nodeFactory(NODES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Trees() {}

  /**
   * Parses one JSON text.
   *
   * @param text nothing but the JSON value and blanks around it
   * @return the tree
   * @throws FormException {@code bad-json} with the column (from 1, in UTF-16 units) and what is
   *     wrong there
   */
  public static JsonNode parse(String text) {
    try {
      var tree = MAPPER.readTree(text);
      if (tree == null || tree.isMissingNode()) {
        throw new FormException("bad-json", "not JSON at column 1: there is no text");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw FormException.badJson(e);
    }
  }

  /**
   * A tree of a value of JSON's Java types: maps by string, lists, strings, numbers, booleans,
   * null.
   *
   * @param value such a value
   * @return the tree
   */
  public static JsonNode of(@Nullable Object value) {
    return value == null ? NODES.nullNode() : MAPPER.valueToTree(value);
  }

  /**
   * The JSON text of a tree on one line.
   *
   * @param tree any
   * @return compact text
   */
  public static String text(JsonNode tree) {
    return write(tree, false);
  }

  /**
   * The JSON text of a tree on several lines, indented by two blanks.
   *
   * @param tree any
   * @return text for people
   */
  public static String pretty(JsonNode tree) {
    return write(tree, true);
  }

  private static String write(JsonNode tree, boolean indent) {
    try {
      var writer = indent ? MAPPER.writer(SerializationFeature.INDENT_OUTPUT) : MAPPER.writer();
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree has no text", e);
    }
  }

  /** A tree as maps, lists, strings, numbers, booleans and nulls: what a mime bundle carries. */
  static @Nullable Object plain(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.properties().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
      return map;
    }
    if (tree.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      tree.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (tree.isTextual()) {
      return tree.textValue();
    }
    return scalar(tree);
  }

  private static @Nullable Object scalar(JsonNode tree) {
    if (tree.isNumber()) {
      return tree.numberValue();
    }
    return tree.isBoolean() ? (Object) tree.booleanValue() : null;
  }

  /** The text of a string member; empty when there is none. */
  static String string(JsonNode object, String... names) {
    for (var name : names) {
      if (object.path(name).isTextual()) {
        return object.path(name).textValue();
      }
    }
    return "";
  }
}
