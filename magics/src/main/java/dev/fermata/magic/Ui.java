// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.kernel.magic.MagicException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a notebook shows questions. */
enum Ui {
  /** A form where a person can answer, text in batch. */
  AUTO,
  /** Always with the form that the JupyterLab extension draws. */
  EXTENSION,
  /** Never with a form: text, Markdown and HTML with the lines to type. */
  PLAIN;

  static final String OPTION = "--ui";

  static Ui named(String name) {
    return Arrays.stream(values())
        .filter(ui -> ui.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MagicException(
                    "bad-ui",
                    "--ui cannot be \"" + name + "\"; there are " + String.join(", ", words())));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Ui::word).toList();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
