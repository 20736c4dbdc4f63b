// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

/**
 * Reads Java just well enough to know, at the start of each line, whether a statement may start
 * there: not inside a comment, a text block, brackets or an unfinished statement.
 */
final class JavaScanner {
  private enum State {
    CODE,
    BLOCK_COMMENT,
    TEXT_BLOCK
  }

  private State state = State.CODE;
  private int depth;
  private char last;

  /** Whether code at the top level may start here, possibly continuing an expression. */
  boolean atTopLevel() {
    return state == State.CODE && depth == 0;
  }

  /** Whether what stands before is a finished statement or declaration, or nothing. */
  boolean afterStatement() {
    return last == 0 || last == ';' || last == '}';
  }

  /** Forgets what stood before: a magic line ends any statement. */
  void reset() {
    last = 0;
  }

  /** Reads one line, without its line break. */
  void line(String line) {
    var i = 0;
    while (i < line.length()) {
      i =
          switch (state) {
            case CODE -> code(line, i);
            case BLOCK_COMMENT -> until(line, i, "*/");
            case TEXT_BLOCK -> textBlock(line, i);
          };
    }
  }

  private int code(String line, int i) {
    var c = line.charAt(i);
    if (line.startsWith("//", i)) {
      return line.length();
    }
    if (line.startsWith("/*", i)) {
      state = State.BLOCK_COMMENT;
      return i + 2;
    }
    if (line.startsWith("\"\"\"", i)) {
      state = State.TEXT_BLOCK;
      last = '"';
      return i + 3;
    }
    if (c == '"' || c == '\'') {
      last = c;
      return literal(line, i + 1, c);
    }
    significant(c);
    return i + 1;
  }

  private void significant(char c) {
    if (Character.isWhitespace(c)) {
      return;
    }
    if (c == '(' || c == '[' || c == '{') {
      depth++;
    } else if (c == ')' || c == ']' || c == '}') {
      depth = Math.max(0, depth - 1);
    }
    last = c;
  }

  /** A literal that is not closed ends with its line: javac will say so. */
  private static int literal(String line, int from, char quote) {
    for (var i = from; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == quote) {
        return i + 1;
      }
    }
    return line.length();
  }

  private int textBlock(String line, int from) {
    for (var i = from; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.startsWith("\"\"\"", i)) {
        state = State.CODE;
        return i + 3;
      }
    }
    return line.length();
  }

  private int until(String line, int from, String end) {
    var at = line.indexOf(end, from);
    if (at < 0) {
      return line.length();
    }
    state = State.CODE;
    return at + end.length();
  }
}
