// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import dev.fermata.kernel.display.MimeBundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one output shows of a paused thread: its questions, with the lines that answer them.
 *
 * @param graph the graph's name
 * @param thread the thread id
 * @param questions in the order asked; at least one
 */
public record Pause(String graph, String thread, List<Asked> questions) {
  /** The mime type of the form that the JupyterLab extension draws. */
  public static final String MIME = "application/vnd.fermata.interrupt.v1+json";

  /**
   * Copies the questions.
   *
   * @param graph the graph's name
   * @param thread the thread id
   * @param questions at least one
   */
  public Pause {
    questions = List.copyOf(questions);
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("a pause of thread \"" + thread + "\" asks nothing");
    }
  }

  /**
   * The display id of the output, so that it can be updated when the questions are answered.
   *
   * @return the same for the same questions, in every kernel
   */
  public String displayId() {
    var ids = questions.stream().map(Asked::id).collect(Collectors.joining("+"));
    return "fermata-"
        + (questions.size() == 1
            ? ids
            : UUID.nameUUIDFromBytes(ids.getBytes(StandardCharsets.UTF_8)).toString());
  }

  /**
   * Whether every question has been answered.
   *
   * @return true when none is pending
   */
  public boolean resolved() {
    return questions.stream().allMatch(q -> q.answered() != null);
  }

  /**
   * The start of every line that answers.
   *
   * @return for example {@code %resume --thread approval-123}
   */
  public String resumeLine() {
    return "%resume --thread " + Words.quoted(thread);
  }

  /**
   * The pause in every representation. Text of the payload is nowhere markup.
   *
   * @param interactive whether a person can click; without, there is no form for the extension
   * @return plain text, HTML, Markdown and, when interactive, the form
   */
  public MimeBundle bundle(boolean interactive) {
    var text = new PauseText(this).toString();
    var bundle =
        MimeBundle.plain(text)
            .with("text/markdown", new PauseMarkdown(this).toString())
            .with("text/html", new PauseHtml(this).toString());
    return interactive ? bundle.with(MIME, PauseJson.of(this)) : bundle;
  }
}
