// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Optional;

/** Adds a sentence to a compile error: what the message of javac means in a cell. */
@FunctionalInterface
public interface ErrorHint {
  /**
   * Looks at one compile error.
   *
   * @param error the error
   * @return a whole sentence that says what to write instead; empty when this hint does not know
   */
  Optional<String> about(CompileProblem error);
}
