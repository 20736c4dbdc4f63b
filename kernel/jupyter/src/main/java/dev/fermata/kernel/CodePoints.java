// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

/** Jupyter counts cursor positions in code points, Java in chars. */
final class CodePoints {
  private CodePoints() {}

  /** The index in chars of a position in code points; positions outside go to the nearest end. */
  static int toChars(String text, int codePoints) {
    var count = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, count)));
  }

  static int fromChars(String text, int chars) {
    return text.codePointCount(0, Math.max(0, Math.min(chars, text.length())));
  }
}
