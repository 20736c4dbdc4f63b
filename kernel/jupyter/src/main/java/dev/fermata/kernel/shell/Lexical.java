// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/** What can be told of Java without a compiler. */
final class Lexical {
  private Lexical() {}

  /** Whether code may go on behind a source: it does not end in a comment, string or text block. */
  static boolean endsInCode(String source) {
    int at = 0;
    while (at < source.length()) {
      int next = skip(source, at);
      if (next > source.length()) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /** The char behind what begins at one; behind the end of the source when it has no end. */
  private static int skip(String source, int at) {
    if (source.startsWith("//", at)) {
      return behind(source, "\n", at);
    } else if (source.startsWith("/*", at)) {
      return behind(source, "*/", at + 2);
    } else if (source.startsWith("\"\"\"", at)) {
      return quoted(source, "\"\"\"", at + 3);
    }
    char c = source.charAt(at);
    return c == '"' || c == '\'' ? quoted(source, String.valueOf(c), at + 1) : at + 1;
  }

  private static int behind(String source, String end, int from) {
    int found = source.indexOf(end, from);
    return found < 0 ? source.length() + 1 : found + end.length();
  }

  private static int quoted(String source, String end, int from) {
    int at = from;
    while (at < source.length()) {
      if (source.charAt(at) == '\\') {
        at++;
      } else if (source.startsWith(end, at)) {
        return at + end.length();
      } else if (end.length() == 1 && source.charAt(at) == '\n') {
        return at; // javac will complain; the next line is code again
      }
      at++;
    }
    return source.length() + 1;
  }

  /** The operand that ends a source: a name, a call, a literal, with all that is selected of it. */
  static String lastOperand(String source) {
    int end = source.stripTrailing().length();
    int begin = end;
    boolean more = true;
    while (more && begin > 0) {
      int before = operandBefore(source, begin);
      more = before < begin;
      begin = before;
      if (more && begin > 0 && source.charAt(begin - 1) == '.') {
        begin--;
      }
    }
    var operand = source.substring(begin, end);
    return source.substring(0, begin).endsWith("new ") ? "new " + operand : operand;
  }

  private static int operandBefore(String source, int end) {
    char last = source.charAt(end - 1);
    if (last == ')' || last == ']' || last == '}') {
      return opening(source, end - 1);
    }
    if (last == '"') {
      return Math.max(0, source.lastIndexOf('"', end - 2));
    }
    int at = end;
    while (at > 0 && Character.isJavaIdentifierPart(source.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int opening(String source, int closing) {
    int depth = 0;
    for (int at = closing; at >= 0; at--) {
      char c = source.charAt(at);
      if (c == ')' || c == ']' || c == '}') {
        depth++;
      } else if (c == '(' || c == '[' || c == '{') {
        depth--;
        if (depth == 0) {
          return at;
        }
      }
    }
    return closing + 1;
  }
}
