// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.List;

/**
 * Candidates for a word of a magic line.
 *
 * @param length how many chars before the cursor they replace
 * @param matches best first
 * @param kind what they are, for the front end's icon: {@code magic}, {@code option} or {@code
 *     value}
 */
public record MagicMatches(int length, List<String> matches, String kind) {
  /**
   * Copies the list.
   *
   * @param length chars to replace
   * @param matches best first
   * @param kind one word
   */
  public MagicMatches {
    matches = List.copyOf(matches);
  }
}
