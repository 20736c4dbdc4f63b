// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that someone who mistyped may have meant. */
public final class Nearest {
  private static final int AT_MOST = 3;

  private Nearest() {}

  /**
   * The names most like a word.
   *
   * @param word what was written
   * @param names what exists
   * @return at most three, nearest first; empty when none is near
   */
  public static List<String> of(String word, Collection<String> names) {
    var limit = Math.max(2, word.length() / 3);
    return names.stream()
        .filter(name -> distance(word, name) <= limit || startsAlike(word, name))
        .sorted(Comparator.comparingInt((String name) -> distance(word, name)))
        .limit(AT_MOST)
        .toList();
  }

  private static boolean startsAlike(String word, String name) {
    return word.length() > 2
        && name.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
  }

  /** How many letters must be put in, left out, changed, or swapped with their neighbour. */
  private static int distance(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    var rows = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    var best = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + change);
    var swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
