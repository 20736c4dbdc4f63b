// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sizes of texts. */
final class Sizes {
  private Sizes() {}

  static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** For example "64 bytes", "12.3 KiB", "1.0 MiB". */
  static String forPeople(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    var kib = bytes / 1024.0;
    return kib < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", kib)
        : String.format(Locale.ROOT, "%.1f MiB", kib / 1024);
  }
}
