// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One magic. Stateless between calls, or thread-safe. */
public interface Magic {
  /**
   * Name, options and help: what {@code --help}, completion and usage errors are made from.
   *
   * @return always the same value
   */
  MagicSpec spec();

  /**
   * Runs the magic on a thread of the cell, so that the cell's interrupt reaches it. {@code --help}
   * and calls that do not fit {@link #spec()} never get here.
   *
   * @param call what was written
   * @return a value to show as a cell's result is shown; null shows nothing
   * @throws MagicException for wrong use, shown as one message with the usage line
   * @throws Exception any other failure, shown as a cell's error
   */
  @Nullable Object run(MagicCall call) throws Exception;

  /**
   * Candidates for the word under the cursor beyond the option names of {@link #spec()}.
   *
   * @param at what stands before the cursor
   * @return whole words, best first; those that do not start with the prefix are dropped by the
   *     caller
   */
  default List<String> complete(MagicCompletion at) {
    return List.of();
  }
}
