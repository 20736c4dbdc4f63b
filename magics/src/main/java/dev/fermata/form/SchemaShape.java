// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Any payload whose answer has a JSON Schema: fields by the schema. What the payload holds under
 * the same names is what they start with. Payloads of a known shape keep their own form when the
 * schema only says what that form answers anyway.
 */
final class SchemaShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var schema = question.schema();
    if (schema == null || !schema.isObject()) {
      return Optional.empty();
    }
    var payload = question.payload();
    var title = title(payload, schema);
    var about = Context.of(payload);
    if ("boolean".equals(Trees.string(schema, "type"))) {
      return Optional.of(ApproveShape.of(title, about));
    } else if (schema.path("properties").isObject()) {
      return Optional.of(object(title, schema, payload).about("", about));
    } else if (isScalar(schema) && !payload.has("content") && !hasOptions(payload)) {
      return Optional.of(scalar(title, schema).about("", about));
    }
    return Optional.empty();
  }

  private static String title(JsonNode payload, JsonNode schema) {
    var said = payload.isTextual() ? payload.textValue() : "";
    var named = Trees.string(payload, "question", "message", "instruction", "title");
    var fallback = Trees.string(schema, "title");
    if (!said.isEmpty() || !named.isEmpty()) {
      return said.isEmpty() ? named : said;
    }
    return fallback.isEmpty() ? "Input needed" : fallback;
  }

  private static boolean isScalar(JsonNode schema) {
    return schema.has("enum")
        || List.of("string", "integer", "number").contains(Trees.string(schema, "type"));
  }

  private static boolean hasOptions(JsonNode payload) {
    return payload.has("options") || payload.has("choices");
  }

  private static Form scalar(String title, JsonNode schema) {
    var field = SchemaFields.field("answer", schema, true, null).labelled("answer", "");
    var submit = Action.primary("submit", "Submit", new Template.FieldValue("answer"));
    return Form.of("schema", title, List.of(field), List.of(submit));
  }

  private static Form object(String title, JsonNode schema, JsonNode payload) {
    var current = payload.has("current_values") ? payload.get("current_values") : payload;
    var fields = SchemaFields.of(schema, current);
    var members = new LinkedHashMap<String, Template>();
    fields.forEach(f -> members.put(f.name(), new Template.FieldValue(f.name())));
    var submit = Action.primary("submit", "Submit", new Template.Members(members));
    return Form.of("schema", title, fields, List.of(submit));
  }
}
