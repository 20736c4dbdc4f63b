// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.graph.Fermata;
import dev.fermata.graph.OnChangedQuestion;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.kernel.magic.MagicException;
import java.util.Optional;

/** How magics run graphs. */
final class Configs {
  private Configs() {}

  /** A question that changed is asked anew where somebody looks, and an error in batch. */
  static RunnableConfig of(String thread, boolean interactive) {
    return Fermata.thread(thread)
        .onChangedQuestion(interactive ? OnChangedQuestion.ASK : OnChangedQuestion.FAIL);
  }

  /** The same at a checkpoint, if one is given. */
  static RunnableConfig at(String thread, Optional<String> checkpoint, boolean interactive) {
    var config = of(thread, interactive);
    return checkpoint.map(n -> config.withCheckpoint(number("--checkpoint", n))).orElse(config);
  }

  /** A whole number of at least 1. */
  static long number(String option, String text) {
    try {
      var number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new MagicException("bad-number", option + " " + text + " is not a whole number");
    }
    throw new MagicException("bad-number", option + " " + text + " is less than 1");
  }
}
