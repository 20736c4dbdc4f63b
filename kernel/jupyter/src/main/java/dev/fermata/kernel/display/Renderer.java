// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.Optional;

/** Turns values of some types into what a front end shows. Asked in order; the first one wins. */
@FunctionalInterface
public interface Renderer {
  /**
   * Renders a value, or leaves it to the next renderer.
   *
   * @param value never null
   * @param interactive false for batch clients (nbclient, papermill: {@code allow_stdin} is false),
   *     which get no widgets or buttons
   * @return the bundle; empty when this renderer does not know the value's type
   */
  Optional<MimeBundle> render(Object value, boolean interactive);
}
