// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a click can do, as words: {@code --approve}, {@code --reject "why"}, {@code name=value}.
 * Values that are not given are what the form starts with. Stateless.
 */
public final class CommandLine {
  private static final List<String> YES = List.of("approve", "accept");
  private static final List<String> NO = List.of("reject", "decline", "ignore");

  private CommandLine() {}

  /**
   * The approving action, in every part of the form.
   *
   * @param form the question's form
   * @param assignments field name → text as typed
   * @return the choice
   * @throws FormException when the form has no such action or field, or a text does not fit
   */
  public static Submission approve(Form form, Map<String, String> assignments) {
    return choose(form, YES, "approve", assignments);
  }

  /**
   * The refusing action, in every part of the form.
   *
   * @param form the question's form
   * @param why the reason; "" for none
   * @return the choice
   * @throws FormException when the form has no such action, or takes no reason but one is given
   */
  public static Submission reject(Form form, String why) {
    Map<String, String> assignments = new LinkedHashMap<>();
    if (!why.isEmpty()) {
      assignments.put(reason(form), why);
    }
    return choose(form, NO, "reject", assignments);
  }

  /**
   * The expected action with some fields filled in.
   *
   * @param form the question's form
   * @param assignments field name → text as typed
   * @return the choice
   * @throws FormException when the form has no such field, or a text does not fit
   */
  public static Submission submit(Form form, Map<String, String> assignments) {
    var taking =
        form.actions().stream()
            .filter(a -> a.answer().fields().containsAll(assignments.keySet()))
            .findFirst();
    if (taking.isEmpty()) {
      var names = form.fields().stream().map(Field::name).toList();
      var unknown = assignments.keySet().stream().filter(n -> !names.contains(n)).findFirst();
      throw FormException.unknownField(unknown.orElse(assignments.keySet().toString()), names);
    }
    return Submission.of(taking.get().id(), values(form, assignments));
  }

  private static Submission choose(
      Form form, List<String> ids, String wanted, Map<String, String> assignments) {
    if (!form.parts().isEmpty()) {
      var parts = form.parts().stream().map(p -> choose(p, ids, wanted, assignments)).toList();
      return new Submission("", Map.of(), parts);
    }
    var known = form.actions().stream().map(Action::id).toList();
    var id =
        ids.stream()
            .filter(known::contains)
            .findFirst()
            .orElseThrow(() -> FormException.unknownAction(wanted, known));
    return Submission.of(id, values(form, assignments));
  }

  private static String reason(Form form) {
    var asked = form.parts().isEmpty() ? form : form.parts().get(0);
    return asked.actions().stream()
        .filter(a -> NO.contains(a.id()))
        .flatMap(a -> a.answer().fields().stream())
        .findFirst()
        .orElseThrow(
            () ->
                new FormException(
                    "bad-field", "the question takes no reason; --reject alone will do"));
  }

  private static Map<String, JsonNode> values(Form form, Map<String, String> assignments) {
    var values = Defaults.of(form);
    assignments.forEach(
        (name, text) ->
            values.put(
                name,
                typed(
                    form.field(name)
                        .orElseThrow(
                            () ->
                                FormException.unknownField(
                                    name, form.fields().stream().map(Field::name).toList())),
                    text)));
    return values;
  }

  private static JsonNode typed(Field field, String text) {
    return switch (field.type()) {
      case STRING, TEXT -> Trees.NODES.textNode(text);
      case ENUM -> choice(field, text);
      case BOOLEAN, INTEGER, NUMBER, JSON -> parsed(field, text);
    };
  }

  private static JsonNode choice(Field field, String text) {
    return field.choices().stream()
        .filter(c -> c.label().equals(text) || Trees.text(c.value()).equals(text))
        .map(Field.Choice::value)
        .findFirst()
        .orElseGet(() -> parsed(field, text));
  }

  private static JsonNode parsed(Field field, String text) {
    try {
      return Trees.parse(text);
    } catch (FormException e) {
      throw field.type() == Field.Type.JSON ? e : FormException.unfit(field, text);
    }
  }
}
