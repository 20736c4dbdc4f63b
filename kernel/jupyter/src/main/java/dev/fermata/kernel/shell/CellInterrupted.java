// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/** Unwinds the threads of a cell that a person stopped. Not an Exception, so that few catch it. */
final class CellInterrupted extends Error {
  private static final long serialVersionUID = 1L;

  CellInterrupted() {
    this("the cell was interrupted");
  }

  CellInterrupted(String message) {
    super(message);
  }
}
