// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The lines a person can type to answer a question. */
final class AnswerLines {
  /** Longer examples are replaced by a placeholder. */
  private static final int EXAMPLE_LIMIT = 100;

  private static final int CHOICE_LIMIT = 12;

  /**
   * A line and what it does.
   *
   * @param line whole
   * @param meaning in a few words; may be ""
   */
  record Line(String line, String meaning) {}

  private AnswerLines() {}

  /** One line for each way to answer; each answers as it stands or after filling in the quotes. */
  static List<Line> of(Pause pause, Asked asked) {
    var start = pause.resumeLine() + " --id " + asked.id() + " ";
    List<Line> lines = new ArrayList<>();
    if (!asked.form().parts().isEmpty()) {
      lines.add(new Line(start + wholeExample(asked.form()), "decides all of them"));
      return lines;
    }
    for (var action : asked.form().actions()) {
      if (action.answer() instanceof Template.FieldValue hole) {
        var field = asked.form().field(hole.field()).orElseThrow();
        single(lines, start, action, field);
      } else {
        lines.add(new Line(start + value(asked.form(), action), action.label()));
      }
    }
    return lines;
  }

  private static void single(List<Line> lines, String start, Action action, Field field) {
    var choices = field.choices();
    if (field.type() == Field.Type.ENUM && !field.flags().multiple()) {
      for (var choice : choices.subList(0, Math.min(choices.size(), CHOICE_LIMIT))) {
        var text = Trees.text(choice.value());
        var known = choice.value().isTextual() && choice.value().textValue().equals(choice.label());
        lines.add(new Line(start + text, known ? "" : Visible.preview(choice.label(), 60)));
      }
      return;
    }
    lines.add(new Line(start + example(field), action.label()));
  }

  /** What is typed for an action of several fields: {@code name=value …} when that will do. */
  private static String value(Form form, Action action) {
    if (action.id().equals("reject") && !(action.answer() instanceof Template.Literal)) {
      return "--reject";
    }
    if (action.answer() instanceof Template.Members object && object.members().size() > 0) {
      var first = form.actions().indexOf(action) == 0;
      var constant =
          object.members().values().stream().noneMatch(t -> t instanceof Template.FieldValue);
      if (action.id().equals("approve") && !constant) {
        return "--approve" + assignments(form, object);
      } else if (first && !constant && onlyFields(object)) {
        return assignments(form, object).trim();
      }
    }
    return exampleOf(form, action);
  }

  private static boolean onlyFields(Template.Members object) {
    return object.members().values().stream().allMatch(t -> t instanceof Template.FieldValue);
  }

  private static String assignments(Form form, Template.Members object) {
    var text = new StringBuilder();
    for (var member : object.members().values()) {
      if (member instanceof Template.FieldValue hole) {
        var field = form.field(hole.field()).orElseThrow();
        if (!field.flags().readOnly()) {
          text.append(' ').append(Words.quoted(field.name())).append('=').append(example(field));
        }
      }
    }
    return text.toString();
  }

  private static String exampleOf(Form form, Action action) {
    return action.answer() instanceof Template.Parsed
        ? "{\"…\": \"…\"}"
        : Trees.text(sketch(form, action));
  }

  private static String wholeExample(Form form) {
    var parts = form.parts().stream().map(p -> sketch(p, p.actions().get(0))).toList();
    return Trees.text(Answers.joined(form, parts));
  }

  /** What must be filled in stands as an example, whatever its bounds; what may be left out is. */
  private static JsonNode sketch(Form form, Action action) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (var name : action.answer().fields()) {
      var field = form.field(name).orElseThrow();
      var flags = field.flags();
      var stands = field.value() != null || flags.required() || !flags.omitEmpty();
      if (stands && !flags.readOnly()) {
        values.put(name, Trees.parse(example(field)));
      }
    }
    return Answers.sketch(form, action, values);
  }

  private static String example(Field field) {
    var value = field.value();
    if (value != null && Trees.text(value).length() <= EXAMPLE_LIMIT) {
      return Trees.text(value);
    }
    return switch (field.type()) {
      case STRING, TEXT -> "\"…\"";
      case INTEGER, NUMBER -> number(field);
      case BOOLEAN -> "true";
      case ENUM -> field.choices().isEmpty() ? "[]" : choice(field);
      case JSON -> "{}";
    };
  }

  /** 1, or a bound where 1 lies outside. */
  private static String number(Field field) {
    var minimum = field.limits().minimum();
    var one = Trees.NODES.numberNode(1);
    return Trees.text(
        Kinds.fits(field, one)
            ? one
            : minimum == null ? Objects.requireNonNull(field.limits().maximum()) : minimum);
  }

  private static String choice(Field field) {
    var text = Trees.text(field.choices().get(0).value());
    return field.flags().multiple() ? "[" + text + "]" : text;
  }
}
