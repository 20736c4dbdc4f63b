// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;

/** Text built twice: plain, and with the colours of a terminal. */
final class Ansi {
  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder coloured = new StringBuilder();

  Ansi plain(String text) {
    plain.append(text);
    coloured.append(text);
    return this;
  }

  Ansi red(String text) {
    return styled("\u001b[31m", text);
  }

  Ansi cyan(String text) {
    return styled("\u001b[36m", text);
  }

  /** Ends the line after the text. */
  Ansi line(String text) {
    return plain(text + "\n");
  }

  private Ansi styled(String style, String text) {
    plain.append(text);
    coloured.append(style).append(text).append("\u001b[0m");
    return this;
  }

  List<String> plain() {
    return plain.toString().lines().toList();
  }

  List<String> coloured() {
    return coloured.toString().lines().toList();
  }
}
