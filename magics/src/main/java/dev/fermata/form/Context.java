// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;

/** What a question is about, as text. */
final class Context {
  private Context() {}

  /** The {@code details} of a payload; "" when there are none. */
  static String of(JsonNode payload) {
    return payload.has("details") ? text(payload.get("details")) : "";
  }

  /** A string as it is, "" for null, other JSON indented. */
  static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    return value.isTextual() ? value.textValue() : Trees.pretty(value);
  }
}
