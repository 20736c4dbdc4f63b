// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A choice in the words of the form. */
final class Labels {
  private static final int LIMIT = 200;

  private Labels() {}

  /**
   * The action's label, with what makes this choice special: "Approve", "Approve with changes", the
   * label of the option chosen, the text typed; of a form with parts, one for each part.
   */
  static String of(Form form, Submission submission) {
    if (form.parts().isEmpty()) {
      return form.actions().stream()
          .filter(a -> a.id().equals(submission.action()))
          .map(a -> single(form, a, submission.values()))
          .findFirst()
          .orElse(submission.action());
    }
    List<String> labels = new ArrayList<>();
    for (var i = 0; i < form.parts().size(); i++) {
      labels.add(of(form.parts().get(i), submission.parts().get(i)));
    }
    return String.join(", ", labels);
  }

  private static String single(Form form, Action action, Map<String, JsonNode> values) {
    if (action.answer() instanceof Template.FieldValue hole && values.containsKey(hole.field())) {
      return typed(form.field(hole.field()).orElseThrow(), values.get(hole.field()));
    }
    return action.label() + (changed(form, values) ? " with changes" : "");
  }

  private static String typed(Field field, JsonNode value) {
    if (field.type() == Field.Type.ENUM) {
      return field.flags().multiple()
          ? StreamSupport.stream(value.spliterator(), false)
              .map(item -> chosen(field, item))
              .collect(Collectors.joining(", "))
          : chosen(field, value);
    }
    var before = field.value();
    if (before != null) {
      return Kinds.same(before, value) ? "Unchanged" : "Edited";
    }
    return Visible.preview(value.isTextual() ? value.textValue() : Trees.text(value), LIMIT);
  }

  private static String chosen(Field field, JsonNode value) {
    return field.choices().stream()
        .filter(c -> Kinds.same(c.value(), value))
        .map(Field.Choice::label)
        .findFirst()
        .orElseGet(() -> Trees.text(value));
  }

  private static boolean changed(Form form, Map<String, JsonNode> values) {
    return form.fields().stream()
        .anyMatch(
            f -> {
              var before = f.value();
              var now = values.get(f.name());
              return before != null && now != null && !Kinds.same(before, now);
            });
  }
}
