// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON trees of Jupyter messages. Read and written token by token: Jackson's mapper, which can do
 * more, takes 90 ms of a start to get ready, while somebody waits for the first answer.
 */
final class Jsons {
  /** Texts and names of any length: whoever can sign a message may send a large one. */
  private static final JsonFactory TOKENS =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Jsons() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  /** The start of every reply that worked. */
  static ObjectNode ok() {
    return object().put("status", "ok");
  }

  static ArrayNode strings(Collection<String> values) {
    var array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }

  /** Maps, lists and plain values as a tree. */
  static JsonNode tree(@Nullable Object value) {
    if (value instanceof JsonNode tree) {
      return tree;
    }
    if (value instanceof String text) {
      return NODES.textNode(text);
    }
    if (value instanceof Map<?, ?> map) {
      var object = NODES.objectNode();
      map.forEach((name, each) -> object.set(String.valueOf(name), tree(each)));
      return object;
    }
    return value == null ? NODES.nullNode() : LateMapper.MAPPER.valueToTree(value);
  }

  static ObjectNode readObject(byte[] json) throws IOException {
    try (var parser = TOKENS.createParser(json)) {
      return JsonTokens.readObject(parser);
    }
  }

  static byte[] bytes(JsonNode tree) {
    var bytes = new ByteArrayOutputStream();
    try (var generator = TOKENS.createGenerator(bytes)) {
      JsonTokens.write(tree, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
