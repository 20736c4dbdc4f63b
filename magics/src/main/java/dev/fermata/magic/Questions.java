// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Asked;
import dev.fermata.form.Forms;
import dev.fermata.form.Pause;
import dev.fermata.form.Question;
import dev.fermata.form.Trees;
import dev.fermata.form.Visible;
import dev.fermata.graph.Answer;
import dev.fermata.graph.Interrupt;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Interrupts as questions with forms. */
final class Questions {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int PREVIEW = 400;

  private final Forms forms;

  Questions(Forms forms) {
    this.forms = forms;
  }

  Pause pause(String graph, String thread, List<Interrupt> interrupts) {
    return new Pause(graph, thread, interrupts.stream().map(this::asked).toList());
  }

  Asked asked(Interrupt interrupt) {
    var payload = Trees.parse(interrupt.json().toString());
    var schema = interrupt.answerSchema();
    var question = new Question(payload, schema == null ? null : Trees.of(schema));
    var place = interrupt.namespace().isEmpty() ? "" : " (" + interrupt.namespace() + ")";
    return new Asked(
        interrupt.id(),
        interrupt.node() + place,
        question,
        forms.of(question),
        null,
        changed(interrupt));
  }

  private static String changed(Interrupt interrupt) {
    var previous = interrupt.previous();
    if (previous == null) {
      return "";
    }
    return "The question changed since you answered it; the answer was not used.\n"
        + "before: "
        + preview(previous.value())
        + "\nanswered: "
        + preview(previous.answer())
        + "\nnow: "
        + preview(interrupt.value())
        + "\nTo make the node repeatable, wrap what varies in once(\"name\", () -> …), ask in a node of"
        + " its own, or give the question a key.";
  }

  private static String preview(@Nullable Object value) {
    return Visible.preview(Trees.text(Trees.of(value)), PREVIEW);
  }

  /** A time as it is shown. */
  static String time(Instant at) {
    return TIME.format(at.atZone(ZoneId.systemDefault()));
  }

  /** How an answer is shown. */
  static Asked.Answered answered(Answer answer) {
    return new Asked.Answered(
        Trees.parse(answer.value().toString()), answer.by(), time(answer.at()));
  }
}
