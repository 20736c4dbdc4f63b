// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

/** A pause as Markdown: our own words, and everything of the payload inside a code fence. */
final class PauseMarkdown {
  private final Pause pause;

  PauseMarkdown(Pause pause) {
    this.pause = pause;
  }

  @Override
  public String toString() {
    var head = pause.resolved() ? "**Answered**" : "**Waiting for an answer**";
    return head + "\n\n" + Visible.fenced(new PauseText(pause).toString());
  }
}
