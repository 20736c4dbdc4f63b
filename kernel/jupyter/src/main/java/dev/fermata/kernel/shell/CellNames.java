// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.regex.Pattern;

/** Names of the classes that JShell makes of cells, in texts that people read. */
public final class CellNames {
  private static final Pattern WRAPPER =
      Pattern.compile(Pattern.quote(Places.WRAPPER) + "\\d+[A-Z]*\\$");
  private static final Pattern LOADERS =
      Pattern.compile(" \\([^()]*(?:is|are) in (?:unnamed )?module [^()]*loader [^()]*\\)");

  private CellNames() {}

  /**
   * A text with the names of types as the cells wrote them, and without the loaders that a
   * ClassCastException talks about.
   *
   * @param text of a {@code toString} or a message
   * @return {@code Point@1b2c} for {@code REPL.$JShell$12$Point@1b2c}
   */
  public static String readable(String text) {
    return text.contains(Places.WRAPPER) || text.contains(" of loader ")
        ? WRAPPER.matcher(LOADERS.matcher(text).replaceAll("")).replaceAll("")
        : text;
  }
}
