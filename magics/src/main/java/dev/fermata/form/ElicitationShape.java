// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/** {@code {message, requestedSchema}}: an elicitation of the Model Context Protocol. */
final class ElicitationShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    var schema = payload.path("requestedSchema");
    if (!payload.path("message").isTextual() || !schema.isObject()) {
      return Optional.empty();
    }
    var fields = SchemaFields.of(schema, Trees.NODES.missingNode());
    var content = new LinkedHashMap<String, Template>();
    fields.forEach(f -> content.put(f.name(), new Template.FieldValue(f.name())));
    var accept = Template.members("action", Template.literal("accept"));
    var actions = new ArrayList<Action>();
    actions.add(
        Action.primary("accept", "Accept", accept.with("content", new Template.Members(content))));
    actions.add(Action.danger("decline", "Decline", action("decline")));
    actions.add(Action.plain("cancel", "Cancel", action("cancel")));
    return Optional.of(Form.of("elicitation", Trees.string(payload, "message"), fields, actions));
  }

  private static Template action(String name) {
    return Template.members("action", Template.literal(name));
  }
}
