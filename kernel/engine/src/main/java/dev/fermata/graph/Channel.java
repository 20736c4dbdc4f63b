// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One component of a state record, named by its accessor: {@code Form::age}. Only a method
 * reference to the accessor names a component; a lambda is refused with a sentence.
 *
 * @param <S> the state record
 * @param <T> the component's type
 */
@FunctionalInterface
public interface Channel<S, T> extends Serializable {
  /**
   * Reads the component; the engine uses the name of the method instead.
   *
   * @param state a state
   * @return the component's value
   */
  @Nullable T get(S state);
}
