// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One question of a pause, with its form and where it stands.
 *
 * @param id the interrupt id, 32 hex digits
 * @param node the asking node
 * @param question what was asked
 * @param form how it is answered
 * @param answered what was answered; null while pending
 * @param notice shown above the buttons, for example that the question has changed since it was
 *     answered; may be ""
 */
public record Asked(
    String id,
    String node,
    Question question,
    Form form,
    @Nullable Answered answered,
    String notice) {

  /**
   * An answer that has been taken.
   *
   * @param value the resume value
   * @param by who answered, for example "ann@host"; may be ""
   * @param at when, as text; may be ""
   */
  public record Answered(JsonNode value, String by, String at) {}

  /**
   * This question with its answer.
   *
   * @param answer what was answered
   * @return a new value
   */
  public Asked answeredWith(Answered answer) {
    return new Asked(id, node, question, form, answer, "");
  }

  /** The answer in the words of the form: the labels of the actions taken, else the JSON. */
  String answerText() {
    var taken = answered;
    if (taken == null) {
      return "";
    }
    return form.read(taken.value())
        .map(submission -> Labels.of(form, submission))
        .orElseGet(() -> Visible.preview(Trees.text(taken.value()), 200));
  }
}
