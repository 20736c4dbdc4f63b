// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code {question | message, options | choices: […]}}: one of several values. An option is any
 * JSON, or {@code {label, value}}. Answered with the option's value.
 */
final class ChooseShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    var title = Trees.string(payload, "question", "message");
    var options = payload.has("options") ? payload.get("options") : payload.path("choices");
    if (title.isEmpty() || !options.isArray() || options.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(of(title, options, Context.of(payload)));
  }

  static Form of(String title, JsonNode options, String context) {
    var field =
        Field.of("choice", Field.Type.ENUM)
            .choosing(choices(options))
            .treated(new Field.Flags(true, false, false, false));
    var submit = Action.primary("submit", "Submit", new Template.FieldValue("choice"));
    return Form.of("choose", title, List.of(field), List.of(submit)).about("", context);
  }

  static List<Field.Choice> choices(JsonNode options) {
    List<Field.Choice> choices = new ArrayList<>();
    for (var option : options) {
      var labelled = option.isObject() && option.has("value") && option.path("label").isTextual();
      choices.add(
          labelled
              ? new Field.Choice(option.get("label").textValue(), option.get("value"))
              : new Field.Choice(
                  option.isTextual() ? option.textValue() : Trees.text(option), option));
    }
    return choices;
  }
}
