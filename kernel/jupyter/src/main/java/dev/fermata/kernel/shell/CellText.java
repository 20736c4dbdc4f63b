// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/** What an attachment of a {@link CellScope} implements when it knows the cell as it was sent. */
public interface CellText {
  /**
   * The cell, magics and all.
   *
   * @return as the client sent it
   */
  String source();
}
