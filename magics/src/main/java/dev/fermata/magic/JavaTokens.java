// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Java source as tokens: what is left when layout and comments do not count. */
record JavaTokens(List<String> all) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\\n]*+|/\\*.*?\\*/"
              + "|\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\""
              + "|\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\\n]++|\\\\.)*+'"
              + "|[\\p{L}_$][\\p{L}\\p{N}_$]*+|\\S",
          Pattern.DOTALL);

  static JavaTokens of(String source) {
    return new JavaTokens(
        TOKEN
            .matcher(source)
            .results()
            .map(MatchResult::group)
            .filter(token -> !token.startsWith("//") && !token.startsWith("/*"))
            .toList());
  }

  /** The arguments of the call {@code addNode("name", …)}; empty when there is none. */
  Optional<JavaTokens> node(String name) {
    var literal = '"' + name + '"';
    for (var i = 0; i + 2 < all.size(); i++) {
      if (all.get(i).equals("addNode")
          && all.get(i + 1).equals("(")
          && all.get(i + 2).equals(literal)) {
        return Optional.of(new JavaTokens(all.subList(i + 2, closing(i + 1))));
      }
    }
    return Optional.empty();
  }

  /** Where the bracket that opens at a token is closed; the end when it is not. */
  private int closing(int open) {
    var depth = 0;
    for (var i = open; i < all.size(); i++) {
      var token = all.get(i);
      if (token.equals("(")) {
        depth++;
      } else if (token.equals(")")) {
        depth--;
      }
      if (depth == 0) {
        return i;
      }
    }
    return all.size();
  }

  String text() {
    return String.join("\n", all);
  }
}
