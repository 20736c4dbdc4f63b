// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.Optional;

/**
 * Turns payloads of one shape into forms. A jar adds its own by naming an implementation in {@code
 * META-INF/services/dev.fermata.form.InterruptRenderer}; those are asked before the built-in
 * shapes. Implementations are stateless.
 */
@FunctionalInterface
public interface InterruptRenderer {
  /**
   * The form of a question, or nothing when the payload has another shape.
   *
   * @param question what was asked
   * @return the form; empty leaves the question to the next renderer
   */
  Optional<Form> form(Question question);
}
