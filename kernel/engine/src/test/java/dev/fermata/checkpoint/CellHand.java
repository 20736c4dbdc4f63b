// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/** Hands a value from a JShell cell of this JVM to the test that evaluates it. */
public final class CellHand {
  private static final ThreadLocal<Object> HAND = new ThreadLocal<>();

  private CellHand() {}

  /** Called by a cell, in the thread of the test. */
  public static void hand(Object value) {
    HAND.set(value);
  }

  static Object take() {
    Object value = HAND.get();
    HAND.remove();
    return value;
  }
}
