// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

/** Where a node stands in a run; shown by its colour. */
public enum Mark {
  /** Not reached. */
  WAITING("#e8eefc", "#6b8fd6"),
  /** Running now. */
  RUNNING("#cfe3ff", "#1f6feb"),
  /** Has run. */
  DONE("#d3f2dd", "#2e9e5b"),
  /** Waits for a person. */
  ASKING("#ffe9b8", "#e69500"),
  /** Threw an exception. */
  FAILED("#ffd9d6", "#d1453b");

  private final String fill;
  private final String stroke;

  Mark(String fill, String stroke) {
    this.fill = fill;
    this.stroke = stroke;
  }

  String fill() {
    return fill;
  }

  String stroke() {
    return stroke;
  }
}
