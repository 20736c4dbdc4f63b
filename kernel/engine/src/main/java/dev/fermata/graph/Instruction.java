// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

/** Every {@link Command} that is not an {@link Update} under construction. */
record Instruction<S>(Parts parts) implements Command<S> {
  static final Instruction<Object> NONE = new Instruction<>(Parts.NONE);

  @Override
  public String toString() {
    return parts.toString();
  }
}
