// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** JSON trees of Jupyter messages. */
final class Jsons {
  /** Texts of any length: whoever can sign a message may send a large one. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  private Jsons() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The start of every reply that worked. */
  static ObjectNode ok() {
    return object().put("status", "ok");
  }

  static ArrayNode strings(Collection<String> values) {
    var array = MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  /** Maps, lists and plain values as a tree. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static Object plain(JsonNode tree) {
    return MAPPER.convertValue(tree, Object.class);
  }

  static ObjectNode readObject(byte[] json) throws IOException {
    var tree = MAPPER.readTree(json);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("not a JSON object");
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
