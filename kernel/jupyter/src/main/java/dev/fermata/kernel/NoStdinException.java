// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

/** Nobody can be asked. Unchecked, because a Scanner would hide an IOException. */
final class NoStdinException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  static final String MESSAGE =
      "the cell asks for input, but nobody is there to answer: the client that runs it does not"
          + " allow stdin";

  NoStdinException() {
    super(MESSAGE);
  }
}
