// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

/** Colours of tracebacks, as terminals and Jupyter read them. */
final class Ansi {
  private Ansi() {}

  static String red(String text) {
    return "\u001b[1;31m" + text + "\u001b[0m";
  }
}
