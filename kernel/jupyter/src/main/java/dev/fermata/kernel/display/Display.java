// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

/** Shows things in the output of the running cell. Thread-safe. */
public interface Display {
  /**
   * Shows a value, rendered as a cell's result would be.
   *
   * @param value may be a {@link MimeBundle}, which is shown as it is
   * @return the display id, for {@link #update}
   */
  String show(Object value);

  /**
   * Shows a value under a display id that the caller chose.
   *
   * @param value may be a {@link MimeBundle}
   * @param displayId unique in the notebook
   */
  void show(Object value, String displayId);

  /**
   * Replaces what every output with this display id shows.
   *
   * @param displayId as returned or chosen before
   * @param value may be a {@link MimeBundle}
   */
  void update(String displayId, Object value);

  /**
   * Clears the output of the running cell.
   *
   * @param wait true to clear only when the next output arrives
   */
  void clear(boolean wait);
}
