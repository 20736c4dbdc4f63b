// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Anything else: shown as JSON, answered with JSON. */
final class JsonShape {
  private JsonShape() {}

  static Form of(JsonNode payload) {
    var title = Trees.string(payload, "question", "message", "title", "instruction");
    var answer =
        Field.of("answer", Field.Type.JSON).treated(new Field.Flags(true, false, false, false));
    var submit = Action.primary("submit", "Submit", new Template.FieldValue("answer"));
    return Form.of(
            "json", title.isEmpty() ? "Input needed" : title, List.of(answer), List.of(submit))
        .about("", payload.isNull() ? "null" : Context.text(payload));
  }
}
