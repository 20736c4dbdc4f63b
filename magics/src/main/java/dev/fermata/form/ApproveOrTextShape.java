// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plain string that reads like a yes-or-no question. It may be an open question all the same, so
 * a text box stands beside the buttons: nothing is guessed silently.
 */
final class ApproveOrTextShape implements InterruptRenderer {
  private static final Pattern YES_OR_NO =
      Pattern.compile(
          "(approve|proceed|confirm|do you|delete|are you sure|may i|shall|should|continue|send"
              + "|ok to|is it ok|can i|allow|accept|really)\\b.*\\?\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    if (!payload.isTextual() || !YES_OR_NO.matcher(payload.textValue()).matches()) {
      return Optional.empty();
    }
    var actions = new ArrayList<>(ApproveShape.yesAndNo());
    actions.add(
        Action.plain("text", "Answer with text instead", new Template.FieldValue("answer")));
    var answer =
        Field.of("answer", Field.Type.STRING)
            .treated(TextShape.NEEDED)
            .labelled("an answer in words", "");
    return Optional.of(Form.of("approve-or-text", payload.textValue(), List.of(answer), actions));
  }
}
