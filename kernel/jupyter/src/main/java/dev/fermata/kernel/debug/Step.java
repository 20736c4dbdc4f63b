// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

/**
 * How far a thread is to go.
 *
 * @param kind into calls, over them, or out of the method
 * @param from where it stood
 * @param line the line it stood on
 */
record Step(Kind kind, Activation from, int line) {
  /** The three steps of the protocol. */
  enum Kind {
    IN,
    OVER,
    OUT
  }

  boolean endsAt(Activation now, int nowLine) {
    boolean moved = now != from || nowLine != line;
    boolean same = now.depth() == from.depth();
    return switch (kind) {
      case IN -> moved;
      case OVER -> now.depth() < from.depth() || (same && moved);
      case OUT -> now.depth() < from.depth() || (same && now != from);
    };
  }
}
