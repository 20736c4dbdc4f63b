// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.List;
import java.util.Optional;

/** {@code {question, details?}}: approve or reject. Answered with true or false. */
final class ApproveShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    var title = Trees.string(payload, "question");
    var known =
        payload.properties().stream()
            .allMatch(e -> e.getKey().equals("question") || e.getKey().equals("details"));
    return title.isEmpty() || !known
        ? Optional.empty()
        : Optional.of(of(title, Context.of(payload)));
  }

  static Form of(String title, String context) {
    return Form.of("approve", title, List.of(), yesAndNo()).about("", context);
  }

  static List<Action> yesAndNo() {
    return List.of(
        Action.primary("approve", "Approve", Template.literal(true)),
        Action.danger("reject", "Reject", Template.literal(false)));
  }
}
