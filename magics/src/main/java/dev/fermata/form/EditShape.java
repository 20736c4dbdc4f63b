// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.List;
import java.util.Optional;

/** {@code {instruction, content}}: review and edit. Answered with the edited content. */
final class EditShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    if (!payload.path("instruction").isTextual() || !payload.has("content")) {
      return Optional.empty();
    }
    var content = payload.get("content");
    var type = content.isTextual() ? Field.Type.TEXT : Field.Type.JSON;
    var field = Field.of("content", type).startingWith(content);
    var submit = Action.primary("submit", "Submit", new Template.FieldValue("content"));
    return Optional.of(
        Form.of("edit", Trees.string(payload, "instruction"), List.of(field), List.of(submit)));
  }
}
