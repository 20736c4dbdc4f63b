// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.graph.Fermata;
import dev.fermata.graph.OnChangedQuestion;
import dev.fermata.graph.RunnableConfig;

/** How magics run graphs. */
final class Configs {
  private Configs() {}

  /** A question that changed is asked anew where somebody looks, and an error in batch. */
  static RunnableConfig of(String thread, boolean interactive) {
    return Fermata.thread(thread)
        .onChangedQuestion(interactive ? OnChangedQuestion.ASK : OnChangedQuestion.FAIL);
  }
}
