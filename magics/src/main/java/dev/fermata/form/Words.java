// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.regex.Pattern;

/** Words of a magic line. Stateless. */
public final class Words {
  private static final Pattern BARE =
      Pattern.compile("[\\p{L}\\p{N}_./:@+,=#][\\p{L}\\p{N}_./:@+,=#-]*");

  private Words() {}

  /**
   * A word as it can stand in a magic line: as it is, or in quotes in which a backslash keeps the
   * next character.
   *
   * @param word any
   * @return one token of the line
   */
  public static String quoted(String word) {
    if (BARE.matcher(word).matches()) {
      return word;
    }
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
