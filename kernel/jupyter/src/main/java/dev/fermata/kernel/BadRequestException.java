// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

/** A request that lacks what it needs; answered with an error reply. */
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }
}
