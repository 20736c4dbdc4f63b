// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

/** Blank-separated words; a word may have a part in " or ', in which blanks count as letters. */
final class Words {
  private final String text;
  private int position;

  Words(String text) {
    this.text = text;
    skipBlanks();
  }

  boolean more() {
    return position < text.length();
  }

  boolean startWith(String prefix) {
    return text.startsWith(prefix, position);
  }

  /** The next word as written. */
  String next() {
    var end = end();
    var word = text.substring(position, end);
    position = end;
    skipBlanks();
    return word;
  }

  String nextUnquoted() {
    return unquote(next());
  }

  /** What is left, as written, without blanks around it. */
  String rest() {
    return text.substring(position).strip();
  }

  private void skipBlanks() {
    while (more() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private int end() {
    var quote = (char) 0;
    for (var i = position; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (Character.isWhitespace(c)) {
        return i;
      }
    }
    if (quote != 0) {
      throw new MagicException(
          "open-quote",
          "the quote " + quote + " in " + text.substring(position) + " is not closed");
    }
    return text.length();
  }

  /**
   * A word without the quotes around or inside it; in quotes, a backslash keeps the next letter.
   */
  static String unquote(String word) {
    var plain = new StringBuilder();
    var quote = (char) 0;
    for (var i = 0; i < word.length(); i++) {
      var c = word.charAt(i);
      if (quote != 0 && c == '\\' && i + 1 < word.length()) {
        i++;
        plain.append(word.charAt(i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
