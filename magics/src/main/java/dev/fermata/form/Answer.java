// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

/** An answer that has been taken, in one line. */
final class Answer {
  private static final int LIMIT = 200;

  private Answer() {}

  /** For example "Approve · true · by ann@host, 21:30"; "" while pending. */
  static String line(Asked asked) {
    var answered = asked.answered();
    if (answered == null) {
      return "";
    }
    var value = Visible.preview(Trees.text(answered.value()), LIMIT);
    var text = asked.answerText();
    var line = text.equals(value) ? value : text + " · " + value;
    var by = answered.by().isEmpty() ? "" : " · by " + Visible.line(answered.by());
    var at = answered.at().isEmpty() ? "" : ", " + answered.at();
    return line + by + (by.isEmpty() ? at.replaceFirst("^, ", " · ") : at);
  }
}
