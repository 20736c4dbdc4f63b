// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import java.util.Locale;

/** Durations for people. */
final class Durations {
  private Durations() {}

  /** Three digits and the unit that fits, from ns to s. */
  static String text(double nanos) {
    var unit = nanos < 1e3 ? "ns" : nanos < 1e6 ? "µs" : nanos < 1e9 ? "ms" : "s";
    var divisor = nanos < 1e3 ? 1 : nanos < 1e6 ? 1e3 : nanos < 1e9 ? 1e6 : 1e9;
    var value = nanos / divisor;
    var digits = value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + digits + "f %s", value, unit);
  }
}
