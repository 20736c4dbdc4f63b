// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import org.jspecify.annotations.Nullable;

/** An expectation of a {@link WriteBatch} did not hold; nothing of the batch was stored. */
public final class ConflictException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized: JSON is the only stored form
  private final @Nullable PendingWrite existing;

  /**
   * A conflict with what another writer stored first.
   *
   * @param message what was expected and what was found
   * @param existing the write that was there first; null when the conflict is not about a write
   */
  public ConflictException(String message, @Nullable PendingWrite existing) {
    super("checkpoint-conflict", message);
    this.existing = existing;
  }

  /**
   * The write that was there first.
   *
   * @return the write, or null when the conflict is not about a write
   */
  public @Nullable PendingWrite existing() {
    return existing;
  }
}
