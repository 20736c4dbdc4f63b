// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code {action: "send_email", …arguments, message?}}: a tool that asks before it acts. Answered
 * with {@code {action: "approve", …edited arguments}} or {@code {action: "reject", message?}}.
 */
final class ToolArgumentsShape implements InterruptRenderer {
  /** The shape's name; its answer may leave arguments out. */
  static final String NAME = "review";

  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    if (!payload.path("action").isTextual()) {
      return Optional.empty();
    }
    var tool = payload.get("action").textValue();
    List<Field> fields = new ArrayList<>();
    var types = types(question.schema());
    var approve = Template.members("action", Template.literal("approve"));
    for (var entry : payload.properties()) {
      if (!entry.getKey().equals("action") && !entry.getKey().equals("message")) {
        var type = types.get(entry.getKey());
        fields.add(
            type == null
                ? Arguments.field(entry.getKey(), entry.getValue(), true)
                : Arguments.typed(entry.getKey(), entry.getValue(), type));
        approve = approve.with(entry.getKey(), new Template.FieldValue(entry.getKey()));
      }
    }
    var message = Trees.string(payload, "message");
    var reason = Arguments.free("reason", fields);
    fields.add(
        Field.of(reason, Field.Type.STRING)
            .treated(new Field.Flags(false, false, true, false))
            .labelled("reason", "for Reject; may stay empty"));
    var reject =
        Template.members("action", Template.literal("reject"))
            .with("message", new Template.FieldValue(reason));
    var actions =
        List.of(
            Action.primary("approve", "Approve", approve),
            Action.danger("reject", "Reject", reject));
    var title = message.isEmpty() ? tool : message;
    return Optional.of(
        Form.of(NAME, title, fields, actions).about(message.isEmpty() ? "" : tool, ""));
  }

  /** The arguments' types by the schema of the approving answer, where the question has one. */
  private static JsonNode types(@Nullable JsonNode schema) {
    var none = Trees.NODES.objectNode();
    for (var alternative : schema == null ? none : schema.path("anyOf")) {
      var properties = alternative.path("properties");
      if (properties.at("/action/enum/0").asText().equals("approve")) {
        return properties;
      }
    }
    return none;
  }
}
