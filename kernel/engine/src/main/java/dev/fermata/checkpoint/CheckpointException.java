// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * A checkpointer could not do what was asked; nothing was stored. The message says what happened,
 * why, and what to do.
 */
public class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * An error without a cause.
   *
   * @param code the stable code, lower case with dashes
   * @param message what happened, why, what to do
   */
  public CheckpointException(String code, String message) {
    this(code, message, null);
  }

  /**
   * An error with a cause.
   *
   * @param code the stable code, lower case with dashes
   * @param message what happened, why, what to do
   * @param cause the underlying error; may be null
   */
  public CheckpointException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * The stable code of this error, for programs and for the documentation.
   *
   * @return for example {@code checkpoint-conflict}
   */
  public String code() {
    return code;
  }
}
