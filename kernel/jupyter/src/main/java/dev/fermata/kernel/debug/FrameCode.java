// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import org.jspecify.annotations.Nullable;

/** What an expression that is evaluated at a breakpoint is compiled to. Public for that. */
@FunctionalInterface
public interface FrameCode {
  /**
   * Computes the expression.
   *
   * @param locals the values of the frame's local variables
   * @return the value of the expression; null for a statement
   * @throws Exception what it throws
   */
  @Nullable Object run(@Nullable Object[] locals) throws Exception;
}
