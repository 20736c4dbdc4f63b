// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.List;
import java.util.Optional;

/**
 * Any other string: an open question. What is typed is answered as text or as JSON, by choice of
 * the button, because 30 and "30" differ to the node.
 */
final class TextShape implements InterruptRenderer {
  /** A text that must not be empty. */
  static final Field.Flags NEEDED = new Field.Flags(true, false, true, false);

  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    return payload.isTextual() ? Optional.of(of(payload.textValue())) : Optional.empty();
  }

  private static Form of(String title) {
    var answer = Field.of("answer", Field.Type.STRING);
    return Form.of(
        "text",
        title,
        List.of(answer),
        List.of(
            Action.primary("text", "Answer as text", new Template.FieldValue("answer")),
            Action.plain("json", "Answer as JSON", new Template.Parsed("answer"))));
  }
}
