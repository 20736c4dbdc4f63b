// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import dev.fermata.graph.Fermata;

/** Names as they are drawn. */
final class Labels {
  private static final int LIMIT = 40;

  private Labels() {}

  /** START and END by these words, other names shortened, hidden characters as boxes. */
  static String shown(String name) {
    if (name.equals(Fermata.START)) {
      return "START";
    } else if (name.equals(Fermata.END)) {
      return "END";
    }
    var clean = new StringBuilder();
    name.codePoints().map(Labels::visible).limit(LIMIT + 1L).forEach(clean::appendCodePoint);
    return clean.codePointCount(0, clean.length()) <= LIMIT
        ? clean.toString()
        : clean.substring(0, clean.offsetByCodePoints(0, LIMIT - 1)) + "…";
  }

  private static int visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          '□';
      case Character.FORMAT -> c == 0x200D || c == 0x200C ? c : '□';
      default -> c;
    };
  }

  /** Text inside XML. */
  static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
