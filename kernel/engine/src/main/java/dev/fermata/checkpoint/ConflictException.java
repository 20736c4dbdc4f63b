// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import org.jspecify.annotations.Nullable;

/** An expectation of a {@link WriteBatch} did not hold; nothing of the batch was stored. */
public final class ConflictException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized: JSON is the only stored form
  private final @Nullable PendingWrite existing;

  private ConflictException(String message, @Nullable PendingWrite existing) {
    super("checkpoint-conflict", message);
    this.existing = existing;
  }

  /**
   * Another checkpoint than expected is the latest.
   *
   * @param thread the thread id
   * @param namespace which graph level
   * @param expected the id that the batch expects, or is to be next after; null for none
   * @param found the latest id; null for none
   * @return the exception
   */
  public static ConflictException latest(
      String thread,
      String namespace,
      @Nullable CheckpointId expected,
      @Nullable CheckpointId found) {
    return new ConflictException(
        "thread \"%s\"%s has moved on: its latest checkpoint is %s, expected was %s; read it again"
            .formatted(thread, level(namespace), number(found), number(expected)),
        null);
  }

  /**
   * A checkpoint that the batch writes to, or continues, is not there.
   *
   * @param thread the thread id
   * @param namespace which graph level
   * @param missing the id
   * @return the exception
   */
  public static ConflictException missing(String thread, String namespace, CheckpointId missing) {
    return new ConflictException(
        "thread \"%s\"%s has no checkpoint %s; it was deleted or pruned, or never stored"
            .formatted(thread, level(namespace), missing),
        null);
  }

  /**
   * Somebody else has written it first.
   *
   * @param thread the thread id
   * @param existing the write that was there first
   * @return the exception
   */
  public static ConflictException written(String thread, PendingWrite existing) {
    return new ConflictException(
        "thread \"%s\" has a %s \"%s\" of task %s already; read it again"
            .formatted(thread, existing.kind(), existing.key(), existing.task()),
        existing);
  }

  /**
   * An expected write is not there.
   *
   * @param thread the thread id
   * @param expected what was expected
   * @return the exception
   */
  public static ConflictException unwritten(String thread, WriteBatch.ExpectWrite expected) {
    return new ConflictException(
        "thread \"%s\" has no %s \"%s\" of task %s; it has moved on, read it again"
            .formatted(thread, expected.kind(), expected.key(), expected.task()),
        null);
  }

  /**
   * The thread was deleted, or is not the one that the batch was made for.
   *
   * @param thread the thread id
   * @param exists whether there is a thread of this id now
   * @return the exception
   */
  public static ConflictException otherLife(String thread, boolean exists) {
    return new ConflictException(
        exists
            ? "thread \"" + thread + "\" was begun anew meanwhile; read it again"
            : "thread \"" + thread + "\" was deleted meanwhile",
        null);
  }

  private static String level(String namespace) {
    return namespace.isEmpty() ? "" : " in \"" + namespace + "\"";
  }

  private static String number(@Nullable CheckpointId id) {
    return id == null ? "none" : id.toString();
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
