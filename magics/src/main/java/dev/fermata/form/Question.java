// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a node asks.
 *
 * @param payload the value given to {@code interrupt}, as JSON
 * @param schema a JSON Schema of the answer; null when the node takes any JSON
 */
public record Question(JsonNode payload, @Nullable JsonNode schema) {
  /**
   * A question that takes any JSON.
   *
   * @param payload the value given to {@code interrupt}
   * @return the question
   */
  public static Question of(JsonNode payload) {
    return new Question(payload, null);
  }
}
