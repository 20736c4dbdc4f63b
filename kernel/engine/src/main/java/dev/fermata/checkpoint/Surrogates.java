// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/** Finds text that UTF-8 cannot hold. */
final class Surrogates {
  private Surrogates() {}

  /** The index of the first surrogate without its partner, or -1. */
  static int firstLone(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < length
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
