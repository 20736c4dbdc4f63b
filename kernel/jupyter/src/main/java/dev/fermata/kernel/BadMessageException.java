// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

/** Frames that are no message for this kernel. They are dropped; the text goes to the log. */
final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String message) {
    super(message);
  }
}
