// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

/** How wide a text is drawn, near enough for any sans-serif font at 13 pixels. */
final class TextWidth {
  private TextWidth() {}

  static double of(String text) {
    return text.codePoints().mapToDouble(TextWidth::of).sum();
  }

  private static double of(int c) {
    if (c >= 0x1100 && (Character.isIdeographic(c) || c >= 0x1F000 || c < 0x1200)) {
      return 14;
    } else if ("ijl.,:;'|!()[] tfrI".indexOf(c) >= 0) {
      return 4.8;
    } else if ("mwMW@%".indexOf(c) >= 0) {
      return 11.5;
    }
    return Character.isUpperCase(c) ? 9 : 7.6;
  }
}
