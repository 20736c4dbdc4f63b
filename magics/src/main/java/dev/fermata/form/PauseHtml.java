// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

/**
 * A pause as static HTML for front ends without our extension: escaped, no script, no buttons. The
 * colours are the front end's own where it has them, so it suits light and dark themes.
 */
final class PauseHtml {
  private static final int CONTEXT_LIMIT = 20_000;
  private static final int VALUE_LIMIT = 2_000;
  private static final String CARD =
      "border:1px solid var(--jp-border-color1,#bbb);border-left:4px solid %s;border-radius:4px;"
          + "padding:8px 12px;margin:4px 0;max-width:60em";
  private static final String PRE =
      "margin:6px 0;padding:6px 8px;white-space:pre-wrap;overflow-wrap:anywhere;word-break:normal;"
          + "background:var(--jp-layout-color2,rgba(128,128,128,.12))";
  private static final String DIM = "opacity:.75;font-size:90%";

  private final Pause pause;
  private final StringBuilder out = new StringBuilder();

  PauseHtml(Pause pause) {
    this.pause = pause;
  }

  @Override
  public String toString() {
    out.setLength(0);
    pause.questions().forEach(this::card);
    return out.toString();
  }

  private void card(Asked asked) {
    var colour = asked.answered() == null ? "#e69500" : "#2e9e5b";
    out.append("<div style=\"").append(CARD.formatted(colour)).append("\">");
    out.append("<div style=\"").append(DIM).append("\">");
    out.append(asked.answered() == null ? "waiting" : "answered");
    out.append(" · thread ").append(Visible.html(pause.thread()));
    out.append(" · node ").append(Visible.html(asked.node())).append("</div>");
    form(asked.form());
    if (!asked.notice().isEmpty()) {
      pre("⚠ " + asked.notice());
    }
    if (asked.answered() == null) {
      out.append("<div style=\"").append(DIM).append("\">To answer, run one of</div>");
      lines(asked);
    } else {
      out.append("<div><b>").append(Visible.html(Answer.line(asked))).append("</b></div>");
    }
    out.append("</div>");
  }

  private void lines(Asked asked) {
    var text = new StringBuilder();
    for (var line : AnswerLines.of(pause, asked)) {
      text.append(line.line()).append('\n');
    }
    pre(text.toString().stripTrailing());
  }

  private void form(Form form) {
    out.append("<div style=\"font-weight:600;margin:4px 0\">");
    out.append(Visible.html(Visible.preview(form.title(), 400))).append("</div>");
    if (!form.description().isEmpty()) {
      pre(Visible.block(form.description(), CONTEXT_LIMIT));
    }
    if (!form.context().isEmpty()) {
      pre(Visible.block(form.context(), CONTEXT_LIMIT));
    }
    if (form.fields().stream().anyMatch(f -> f.value() != null)) {
      out.append("<table>");
      form.fields().forEach(this::row);
      out.append("</table>");
    }
    for (var part : form.parts()) {
      out.append("<div style=\"margin-left:1em\">");
      form(part);
      out.append("</div>");
    }
  }

  private void row(Field field) {
    var value = field.value();
    if (value == null) {
      return;
    }
    var text = value.isTextual() ? value.textValue() : Trees.pretty(value);
    out.append("<tr><th style=\"text-align:left;vertical-align:top\">");
    out.append(Visible.html(field.label()))
        .append("</th><td style=\"text-align:left\"><pre style=\"");
    out.append(PRE).append("\">").append(Visible.html(Visible.block(text, VALUE_LIMIT)));
    out.append("</pre></td></tr>");
  }

  private void pre(String text) {
    out.append("<pre style=\"")
        .append(PRE)
        .append("\">")
        .append(Visible.html(text))
        .append("</pre>");
  }
}
