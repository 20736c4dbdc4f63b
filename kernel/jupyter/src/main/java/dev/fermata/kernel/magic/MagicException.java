// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.List;

/**
 * A magic was used in a way it cannot serve. Shown without a Java stack: what happened, why, what
 * to do, then the lines that would work.
 */
public final class MagicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  @SuppressWarnings("serial") // never serialized
  private final List<String> suggestions;

  /**
   * An error with lines to type instead.
   *
   * @param code the stable code, lower case with dashes, for example {@code unknown-graph}
   * @param message what happened, why, what to do
   * @param suggestions whole lines that would work; may be empty
   */
  public MagicException(String code, String message, List<String> suggestions) {
    super(message);
    this.code = code;
    this.suggestions = List.copyOf(suggestions);
  }

  /**
   * An error without suggestions.
   *
   * @param code the stable code
   * @param message what happened, why, what to do
   */
  public MagicException(String code, String message) {
    this(code, message, List.of());
  }

  /**
   * The stable code.
   *
   * @return lower case with dashes
   */
  public String code() {
    return code;
  }

  /**
   * Lines that would work.
   *
   * @return may be empty
   */
  public List<String> suggestions() {
    return suggestions;
  }
}
