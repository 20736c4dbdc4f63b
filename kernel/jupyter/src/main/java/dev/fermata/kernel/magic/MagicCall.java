// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One use of a magic, parsed by its {@link MagicSpec}.
 *
 * @param name the magic's name
 * @param options option name → its values in order; a flag that was given has an empty list
 * @param arguments the positional words
 * @param rest the free text after them, untouched, without blanks around it; "" when there is none
 * @param body the lines below a {@code %%} line, untouched; null for a line magic
 * @param notebook the session the magic was called in
 */
public record MagicCall(
    String name,
    Map<String, List<String>> options,
    List<String> arguments,
    String rest,
    @Nullable String body,
    Notebook notebook) {

  /**
   * Whether an option was given.
   *
   * @param option with its dashes
   * @return true when it was
   */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /**
   * The value of an option.
   *
   * @param option with its dashes
   * @return the last one given; empty when it was not given
   */
  public Optional<String> option(String option) {
    var values = options.getOrDefault(option, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /**
   * A positional word.
   *
   * @param index from 0
   * @return empty when fewer were given
   */
  public Optional<String> argument(int index) {
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }
}
