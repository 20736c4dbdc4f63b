// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a magic is called and takes. On the line, options come first, then the arguments, then the
 * rest of the line as it stands (Java or JSON, never split as shell words).
 *
 * @param name without percent signs
 * @param summary one sentence for {@code %lsmagic}
 * @param kind where it may stand
 * @param options in the order of the help text
 * @param arguments labels of the positional words, for example "GRAPH"; a label in brackets,
 *     "[NAME]", is optional; arguments are blank-separated words, or quoted with " or '
 * @param rest label of the free text after the arguments, for example "INPUT"; null when none may
 *     follow
 * @param details further help: paragraphs and examples as plain text
 */
public record MagicSpec(
    String name,
    String summary,
    Kind kind,
    List<Option> options,
    List<String> arguments,
    @Nullable String rest,
    String details) {

  /** Where a magic may stand. */
  public enum Kind {
    /** {@code %name} on a line. */
    LINE,
    /** {@code %%name} on the first line of a cell; the lines below are its body. */
    CELL,
    /** Both. */
    LINE_AND_CELL
  }

  /**
   * An option.
   *
   * @param name with its dashes, for example "--thread"
   * @param value label of its value, for example "ID"; null for a flag
   * @param help one sentence
   * @param repeatable whether it may be given more than once
   */
  public record Option(String name, @Nullable String value, String help, boolean repeatable) {
    /**
     * An option without a value.
     *
     * @param name with its dashes
     * @param help one sentence
     * @return the option
     */
    public static Option flag(String name, String help) {
      return new Option(name, null, help, false);
    }

    /**
     * An option with a value.
     *
     * @param name with its dashes
     * @param value the value's label
     * @param help one sentence
     * @return the option
     */
    public static Option value(String name, String value, String help) {
      return new Option(name, value, help, false);
    }
  }
}
