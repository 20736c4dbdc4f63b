// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/** Source handed to {@link JavaShell#eval} does not compile. What it throws is thrown as it is. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient CellError error;

  CellException(CellError error) {
    super(error.ename() + ": " + error.evalue(), error.cause());
    this.error = error;
  }

  /**
   * The error with its position.
   *
   * @return lines relative to the source that was handed in
   */
  public CellError error() {
    return error;
  }
}
