// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.Serial;

/** A refusal the person can act on: the message says what happened, why, and what to do. */
final class InstallException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  InstallException(String code, String message) {
    super(message + " [" + code + "]");
  }

  InstallException(String code, String message, Throwable cause) {
    super(message + " [" + code + "]", cause);
  }
}
