// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.stream.Collectors;

/** A pause as plain text, with the very lines that answer it. */
final class PauseText {
  private static final int CONTEXT_LIMIT = 2_000;
  private static final int VALUE_LIMIT = 200;

  private final Pause pause;
  private final StringBuilder out = new StringBuilder();

  PauseText(Pause pause) {
    this.pause = pause;
  }

  @Override
  public String toString() {
    out.setLength(0);
    var open = pause.questions().stream().filter(q -> q.answered() == null).count();
    var thread = "thread " + Visible.line(pause.thread());
    if (open == 0) {
      out.append("✔ answered: ").append(thread).append('\n');
    } else {
      out.append("⏸ ").append(thread);
      out.append(pause.graph().isEmpty() ? "" : " of graph " + Visible.line(pause.graph()));
      out.append(" waits for ");
      out.append(open == 1 ? "an answer" : open + " answers").append('\n');
    }
    pause.questions().forEach(this::question);
    if (open > 1) {
      out.append("\nAll at once: ").append(pause.resumeLine()).append(" --all {");
      out.append(
          pause.questions().stream()
              .filter(q -> q.answered() == null)
              .map(q -> "\"" + q.id() + "\": …")
              .collect(Collectors.joining(", ")));
      out.append("}\n");
    }
    return out.toString().stripTrailing();
  }

  private void question(Asked asked) {
    out.append("\nNode ").append(Visible.line(asked.node())).append(" asks: ");
    form(asked.form(), "");
    if (!asked.notice().isEmpty()) {
      out.append("\n! ").append(indented(Visible.text(asked.notice()), "  ").strip()).append('\n');
    }
    var answered = asked.answered();
    if (answered != null) {
      out.append("Answered: ").append(Answer.line(asked)).append('\n');
      return;
    }
    out.append("To answer, run one of\n");
    for (var line : AnswerLines.of(pause, asked)) {
      out.append("  ").append(line.line());
      out.append(line.meaning().isEmpty() ? "" : "    (" + line.meaning() + ")").append('\n');
    }
  }

  private void form(Form form, String indent) {
    out.append(Visible.preview(form.title(), 400)).append('\n');
    if (!form.description().isEmpty()) {
      out.append(indented(Visible.block(form.description(), CONTEXT_LIMIT), indent + "  "));
    }
    if (!form.context().isEmpty()) {
      out.append(indented(Visible.block(form.context(), CONTEXT_LIMIT), indent + "  "));
    }
    for (var field : form.fields()) {
      var value = field.value();
      if (value != null) {
        out.append(indent).append("  ").append(Visible.line(field.label())).append(" = ");
        out.append(Visible.preview(Trees.text(value), VALUE_LIMIT)).append('\n');
      }
    }
    for (var i = 0; i < form.parts().size(); i++) {
      out.append(indent).append("  ").append(i + 1).append(". ");
      form(form.parts().get(i), indent + "     ");
    }
  }

  private static String indented(String text, String indent) {
    return text.lines().map(line -> indent + line + "\n").collect(Collectors.joining());
  }
}
