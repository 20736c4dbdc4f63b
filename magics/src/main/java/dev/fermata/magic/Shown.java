// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.form.Asked;
import dev.fermata.form.Pause;
import dev.fermata.graph.Threads;
import dev.fermata.kernel.magic.Notebook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pauses that outputs of this session show, so that a form turns into its answer wherever it
 * stands. Keeps the latest ones. Thread-safe.
 */
final class Shown {
  private static final int KEPT = 200;

  private final Map<String, Pause> byDisplay =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pause> eldest) {
          return size() > KEPT;
        }
      };

  private volatile Ui ui = Ui.AUTO;

  /** How questions are shown from now on. */
  void use(Ui wanted) {
    ui = wanted;
  }

  /** Shows a pause in the running cell. */
  void show(Notebook notebook, Pause pause) {
    remember(pause);
    notebook.display().show(pause.bundle(withForm(notebook.interactive())), pause.displayId());
  }

  /** Whether a question is sent with its form. */
  boolean withForm(boolean interactive) {
    return ui == Ui.AUTO ? interactive : ui == Ui.EXTENSION;
  }

  /** Remembers a pause that is shown by other means. */
  synchronized void remember(Pause pause) {
    byDisplay.remove(pause.displayId());
    byDisplay.put(pause.displayId(), pause);
  }

  /**
   * Updates every output that shows a question of a thread to which the store now has an answer. In
   * batch outputs stay as they are: a page that nobody was looking at should show the question
   * where it was asked and the answer where it was given.
   *
   * @param asked the questions that were pending before, when there were any: outputs that another
   *     kernel process made show them too, under the same display id
   */
  void settle(Notebook notebook, Checkpointer store, String thread, Optional<Pause> asked) {
    synchronized (this) {
      asked.ifPresent(pause -> byDisplay.putIfAbsent(pause.displayId(), pause));
    }
    for (var pause : copy()) {
      if (pause.thread().equals(thread) && !pause.resolved()) {
        var now = withAnswers(store, pause);
        if (!now.equals(pause)) {
          remember(now);
          if (notebook.interactive()) {
            notebook.display().update(now.displayId(), now.bundle(withForm(true)));
          }
        }
      }
    }
  }

  private synchronized List<Pause> copy() {
    return new ArrayList<>(byDisplay.values());
  }

  private static Pause withAnswers(Checkpointer store, Pause pause) {
    return new Pause(
        pause.graph(),
        pause.thread(),
        pause.questions().stream().map(q -> withAnswer(store, pause.thread(), q)).toList());
  }

  private static Asked withAnswer(Checkpointer store, String thread, Asked question) {
    if (question.answered() != null) {
      return question;
    }
    return Threads.answer(store, thread, question.id())
        .map(Questions::answered)
        .map(question::answeredWith)
        .orElse(question);
  }
}
