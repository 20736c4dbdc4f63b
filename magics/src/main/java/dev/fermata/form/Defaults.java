// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a form holds before anyone has typed. */
final class Defaults {
  private Defaults() {}

  /** The first values of the fields that have one. */
  static Map<String, JsonNode> of(Form form) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (var field : form.fields()) {
      var value = field.value();
      if (value != null && !field.flags().readOnly()) {
        values.put(field.name(), value);
      }
    }
    return values;
  }
}
