// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.Arrays;

/** Values as text. */
final class PlainText {
  private PlainText() {}

  /** Arrays by their elements, everything else by its {@code toString}. */
  static String of(Object value) {
    if (!value.getClass().isArray()) {
      return String.valueOf(value.toString());
    }
    var text = Arrays.deepToString(new Object[] {value});
    return text.substring(1, text.length() - 1);
  }
}
