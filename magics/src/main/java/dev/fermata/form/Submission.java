// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person chose and typed.
 *
 * @param action the action's id; "" for a form with parts
 * @param values field name → value; fields that are not here have none
 * @param parts one submission for each part of the form
 */
public record Submission(String action, Map<String, JsonNode> values, List<Submission> parts) {
  /**
   * Copies the collections.
   *
   * @param action the action's id
   * @param values by field
   * @param parts one for each part
   */
  public Submission {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    parts = List.copyOf(parts);
  }

  /**
   * A choice in a form without parts.
   *
   * @param action the action's id
   * @param values by field
   * @return the submission
   */
  public static Submission of(String action, Map<String, JsonNode> values) {
    return new Submission(action, values, List.of());
  }
}
