// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.shell.CellError;

/** Carries a cell's compile error through the magic that ran the code, to be shown as it is. */
final class CellFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CellError error;

  CellFailure(CellError error) {
    super(error.ename() + ": " + error.evalue());
    this.error = error;
  }

  CellError error() {
    return error;
  }
}
