// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.FormException;
import dev.fermata.form.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code name=value name="some text" name='{"json": 1}'}. */
final class Assignments {
  private final String text;
  private int at;

  private Assignments(String text) {
    this.text = text;
  }

  /** The pairs in order; empty when the text is anything else. */
  static Optional<Map<String, String>> read(String text) {
    return new Assignments(text).pairs();
  }

  /** A text without the quotes around it, if there are any. */
  static String unquoted(String text) {
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      try {
        return Trees.parse(text).asText();
      } catch (FormException e) {
        return text;
      }
    }
    var single = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    return single ? text.substring(1, text.length() - 1) : text;
  }

  private Optional<Map<String, String>> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    skipBlanks();
    while (at < text.length()) {
      var equals = text.indexOf('=', at);
      if (equals < 0 || text.startsWith("==", equals)) {
        return Optional.empty();
      }
      var name = unquoted(text.substring(at, equals));
      if (name.isEmpty() || name.chars().anyMatch(c -> " ()\"';!<>".indexOf(c) >= 0)) {
        return Optional.empty();
      }
      at = equals + 1;
      pairs.put(name, unquoted(value()));
      skipBlanks();
    }
    return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
  }

  /** Up to the next blank outside quotes and brackets. */
  private String value() {
    var start = at;
    var quote = 0;
    var depth = 0;
    for (; at < text.length(); at++) {
      var c = text.charAt(at);
      if (quote != 0) {
        at += c == '\\' && quote == '"' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || (c == '\'' && at == start)) {
        quote = c;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (Character.isWhitespace(c) && depth <= 0) {
        break;
      }
    }
    at = Math.min(at, text.length());
    return text.substring(start, at);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
