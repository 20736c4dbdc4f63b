// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question as something to fill in. Immutable.
 *
 * @param shape which sort of payload it was made from, for example "approve"
 * @param title the question in one line, plain text as stored
 * @param description more about it; may be ""
 * @param context what is asked about, on several lines; may be ""
 * @param fields what can be filled in
 * @param actions the ways to answer, the expected one first
 * @param parts forms that are answered together as one; then there are no fields and actions
 * @param answer how the parts' answers make one; null without parts
 */
public record Form(
    String shape,
    String title,
    String description,
    String context,
    List<Field> fields,
    List<Action> actions,
    List<Form> parts,
    @Nullable Template answer) {

  /**
   * Copies the lists and checks that templates name fields that exist.
   *
   * @param shape which sort of payload
   * @param title the question
   * @param description more about it
   * @param context what is asked about
   * @param fields what can be filled in
   * @param actions the ways to answer
   * @param parts forms answered together
   * @param answer how the parts' answers make one
   */
  public Form {
    fields = List.copyOf(fields);
    actions = List.copyOf(actions);
    parts = List.copyOf(parts);
    if (actions.isEmpty() == parts.isEmpty() || parts.isEmpty() != (answer == null)) {
      throw new IllegalArgumentException(
          "form \"" + title + "\" needs either actions, or parts and an answer");
    }
    var names = fields.stream().map(Field::name).toList();
    for (var action : actions) {
      for (var field : action.answer().fields()) {
        if (!names.contains(field)) {
          throw new IllegalArgumentException(
              "action \"" + action.id() + "\" names the field \"" + field + "\"; fields: " + names);
        }
      }
    }
  }

  /**
   * A form without parts.
   *
   * @param shape which sort of payload
   * @param title the question
   * @param fields what can be filled in
   * @param actions the ways to answer, the expected one first
   * @return the form
   */
  public static Form of(String shape, String title, List<Field> fields, List<Action> actions) {
    return new Form(shape, title, "", "", fields, actions, List.of(), null);
  }

  /**
   * This form with more to read.
   *
   * @param more the description; may be ""
   * @param about the context; may be ""
   * @return a new form
   */
  public Form about(String more, String about) {
    return new Form(shape, title, more, about, fields, actions, parts, answer);
  }

  /**
   * The field of a name.
   *
   * @param name its name
   * @return empty when there is none
   */
  public Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /**
   * The resume value that a choice gives.
   *
   * @param submission the choice
   * @return the JSON the node receives
   * @throws FormException when the action is unknown or a value does not fit its field
   */
  public JsonNode answer(Submission submission) {
    return Answers.of(this, submission);
  }

  /**
   * The choice that gives a resume value.
   *
   * @param value what the node receives
   * @return empty when no action of this form gives that value
   */
  public Optional<Submission> read(JsonNode value) {
    return Answers.read(this, value);
  }
}
