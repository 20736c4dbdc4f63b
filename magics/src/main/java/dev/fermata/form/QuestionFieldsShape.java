// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code {question, fields: […], current_values?}}: several values asked at once. A field is a name
 * or an object {@code {name, label?, type?, options?, required?}}. Answered with an object by name.
 */
final class QuestionFieldsShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    var title = Trees.string(payload, "question", "message");
    var named = payload.path("fields");
    if (title.isEmpty() || !named.isArray() || named.isEmpty()) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    var answer = new LinkedHashMap<String, Template>();
    for (var item : named) {
      var name = item.isTextual() ? item.textValue() : Trees.string(item, "name");
      if (name.isEmpty() || answer.containsKey(name)) {
        return Optional.empty();
      }
      fields.add(field(name, item, payload.path("current_values").get(name)));
      answer.put(name, new Template.FieldValue(name));
    }
    var submit = Action.primary("submit", "Submit", new Template.Members(answer));
    return Optional.of(Form.of("fields", title, fields, List.of(submit)));
  }

  private static Field field(String name, JsonNode item, @Nullable JsonNode current) {
    if (item.isTextual()) {
      return Field.of(name, current);
    }
    var schema = item.deepCopy();
    if (schema instanceof ObjectNode object) {
      object.set("title", item.path("label"));
      if (item.has("options")) {
        object.set("enum", item.get("options"));
      }
    }
    return SchemaFields.field(name, schema, item.path("required").asBoolean(), current);
  }
}
