// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;

/**
 * Candidates for the text around the cursor. Offsets count UTF-16 chars of the code, from 0.
 *
 * @param start where the text to replace begins
 * @param end where it ends, the cursor
 * @param matches best first; usually sorted by how well the type fits, then by name
 */
public record CompletionResult(int start, int end, List<Match> matches) {
  /**
   * A candidate.
   *
   * @param text what is put in place of start…end
   * @param kind for the front end's icon: {@code class}, {@code interface}, {@code enum}, {@code
   *     function}, {@code field}, {@code instance}, {@code module}, {@code keyword}
   * @param signature types, for example {@code String substring(int beginIndex)}; "" when unknown
   * @param start where its own replacement begins; differs from the result's for an import that is
   *     added
   */
  public record Match(String text, String kind, String signature, int start) {}

  /**
   * Copies the list.
   *
   * @param start first char
   * @param end after the last char
   * @param matches best first
   */
  public CompletionResult {
    matches = List.copyOf(matches);
  }

  /**
   * No candidates.
   *
   * @param cursor where the cursor is
   * @return an empty result
   */
  public static CompletionResult none(int cursor) {
    return new CompletionResult(cursor, cursor, List.of());
  }
}
