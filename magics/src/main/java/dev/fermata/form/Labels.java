// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.ArrayList;
import java.util.List;

/** A choice in the words on the buttons. */
final class Labels {
  private Labels() {}

  /** For example "Approve", or "Approve, Reject" for a form of two parts. */
  static String of(Form form, Submission submission) {
    if (form.parts().isEmpty()) {
      return form.actions().stream()
          .filter(a -> a.id().equals(submission.action()))
          .map(Action::label)
          .findFirst()
          .orElse(submission.action());
    }
    List<String> labels = new ArrayList<>();
    for (var i = 0; i < form.parts().size(); i++) {
      labels.add(of(form.parts().get(i), submission.parts().get(i)));
    }
    return String.join(", ", labels);
  }
}
