// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

/**
 * Text made safe to look at: characters that hide, reorder or end lines appear as a backslash, u
 * and their number in hex. Stateless.
 */
public final class Visible {
  private Visible() {}

  /**
   * Text of several lines; line ends and tabs stay, other control, invisible and reordering
   * characters and lone surrogates are escaped.
   *
   * @param text any
   * @return text that reads as it is stored
   */
  public static String text(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || !hidden(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format("\\u%04X", c));
              }
            });
    return out.toString();
  }

  /**
   * Text on one line: as {@link #text}, with line ends and tabs escaped too.
   *
   * @param text any
   * @return one line
   */
  public static String line(String text) {
    return text(text).replace("\n", "\\n").replace("\t", "\\t");
  }

  /**
   * At most so many characters of {@link #line}, with the full length when something is left out.
   *
   * @param text any
   * @param limit UTF-16 units, 1 or more
   * @return one line
   */
  public static String preview(String text, int limit) {
    return text.length() <= limit ? line(text) : line(cut(text, limit)) + left(text);
  }

  /** At most so many characters of {@link #text}, with the full length when cut. */
  static String block(String text, int limit) {
    return text.length() <= limit ? text(text) : text(cut(text, limit)) + "\n" + left(text);
  }

  private static String left(String text) {
    return String.format("… (%,d characters in all)", text.length());
  }

  private static String cut(String text, int limit) {
    var end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }

  /** A warning that names the invisible characters of a text; "" when there are none. */
  static String hiddenIn(String text) {
    var found =
        text.codePoints()
            .filter(c -> c != '\n' && c != '\t' && c != '\r' && hidden(c))
            .distinct()
            .limit(5)
            .mapToObj(c -> String.format("U+%04X", c))
            .toList();
    return found.isEmpty() ? "" : "contains invisible characters: " + String.join(", ", found);
  }

  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR -> true;
      case Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED -> true;
      case Character.FORMAT -> !joins(c);
      default -> false;
    };
  }

  /** Soft hyphen and joiners shape words and emoji, tags shape flags: they hide nothing. */
  private static boolean joins(int c) {
    return c == 0x00AD || c == 0x200C || c == 0x200D || c >= 0xE0000;
  }

  /**
   * Text as HTML text: visible, and without a character that could begin markup.
   *
   * @param text any
   * @return escaped text
   */
  public static String html(String text) {
    return text(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Text as a Markdown code block, fenced by more backticks than the text has in a row. */
  static String fenced(String text) {
    var longest = 0;
    var run = 0;
    for (var i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    var fence = "`".repeat(Math.max(3, longest + 1));
    return fence + "text\n" + text(text) + "\n" + fence;
  }
}
