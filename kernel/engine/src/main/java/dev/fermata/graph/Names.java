// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names in messages: lists, and the nearest to a misspelt one. */
final class Names {
  private Names() {}

  /** {@code node "aproval" does not exist; did you mean "approval"? nodes: approval, cancel}. */
  static String missing(String kind, String name, Collection<String> known) {
    List<String> near = nearest(name, known);
    String guess = near.isEmpty() ? "" : " did you mean \"" + near.get(0) + "\"?";
    return "%s \"%s\" does not exist;%s %ss: %s"
        .formatted(kind, name, guess, kind, known.isEmpty() ? "none" : listed(known));
  }

  static String listed(Collection<String> names) {
    int limit = 20;
    String text = String.join(", ", names.stream().limit(limit).toList());
    return names.size() > limit ? text + ", … (" + names.size() + " in all)" : text;
  }

  /** Up to three known names within a third of the length in edits, nearest first. */
  static List<String> nearest(String name, Collection<String> known) {
    record Candidate(String name, int distance) {}
    List<Candidate> candidates = new ArrayList<>();
    for (String other : known) {
      int distance = distance(name, other);
      if (distance <= Math.max(2, name.length() / 3)) {
        candidates.add(new Candidate(other, distance));
      }
    }
    candidates.sort(Comparator.comparingInt(Candidate::distance));
    return candidates.stream().limit(3).map(Candidate::name).toList();
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 20 || a.length() > 200) {
      return Integer.MAX_VALUE;
    }
    int[] previous = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
      }
      int[] swap = previous;
      previous = row;
      row = swap;
    }
    return previous[b.length()];
  }
}
