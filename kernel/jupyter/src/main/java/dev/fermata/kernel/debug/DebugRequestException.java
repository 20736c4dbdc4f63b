// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

/** A debug request that cannot be fulfilled; its message is the answer. */
final class DebugRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DebugRequestException(String message) {
    super(message);
  }
}
