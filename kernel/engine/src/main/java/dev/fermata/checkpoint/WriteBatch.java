// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes to one thread that are committed together or not at all.
 *
 * @param thread the thread id
 * @param mutations in order; an expectation is checked against the state the earlier mutations of
 *     the batch have left
 */
public record WriteBatch(String thread, List<Mutation> mutations) {
  /**
   * Refuses thread ids that cannot be stored, and rows of other threads.
   *
   * @param thread as for {@link CheckpointRef}
   * @param mutations copied
   */
  public WriteBatch {
    ThreadIds.require(thread);
    mutations = List.copyOf(mutations);
    for (Mutation mutation : mutations) {
      if (mutation instanceof PutThread put && !put.info().thread().equals(thread)) {
        throw new IllegalArgumentException(
            "a batch of thread \"%s\" holds the row of thread \"%s\""
                .formatted(thread, put.info().thread()));
      }
    }
  }

  /** One change, or one condition of the whole batch. */
  public sealed interface Mutation {}

  /**
   * Stores a checkpoint under the next free id of its namespace, which must be {@code id}; else the
   * batch fails with {@link ConflictException}. Channels that are not in {@code changes} keep the
   * value they have in {@code parent}.
   *
   * @param namespace "" for the root graph
   * @param id the id it is to have
   * @param parent the checkpoint it continues; null for the first one of the namespace
   * @param step LangGraph's step
   * @param source what made it
   * @param createdAt the writer's clock
   * @param changes what differs from the parent, by channel
   * @param plan what is due next; opaque
   * @param metadata opaque
   */
  public record PutCheckpoint(
      String namespace,
      CheckpointId id,
      @Nullable CheckpointId parent,
      int step,
      Checkpoint.Source source,
      Instant createdAt,
      Map<String, ChannelChange> changes,
      Json plan,
      Map<String, Json> metadata)
      implements Mutation {}

  /**
   * Stores a pending write beside a checkpoint.
   *
   * @param namespace of the checkpoint
   * @param id the checkpoint; it must exist, else the batch fails with {@link ConflictException}
   * @param write the write
   * @param replace true to overwrite a write of the same task, kind and key; with false an existing
   *     one fails the batch with {@link ConflictException}, which carries it: this is the
   *     compare-and-set under every answer
   */
  public record PutWrite(String namespace, CheckpointId id, PendingWrite write, boolean replace)
      implements Mutation {}

  /**
   * Removes pending writes beside a checkpoint; none there is not an error.
   *
   * @param namespace of the checkpoint
   * @param id the checkpoint
   * @param task the task whose writes go
   * @param kind which kind goes; null means every kind
   */
  public record DeleteWrites(String namespace, CheckpointId id, String task, @Nullable String kind)
      implements Mutation {}

  /**
   * Fails the batch with {@link ConflictException} unless this is the latest checkpoint.
   *
   * @param namespace which graph level
   * @param id the expected latest checkpoint; null expects that there is none
   */
  public record ExpectLatest(String namespace, @Nullable CheckpointId id) implements Mutation {}

  /**
   * Fails the batch with {@link ConflictException} unless such a pending write is there.
   *
   * @param namespace of the checkpoint
   * @param id the checkpoint
   * @param task the task's id
   * @param kind the write's kind
   * @param key the write's key
   */
  public record ExpectWrite(String namespace, CheckpointId id, String task, String kind, String key)
      implements Mutation {}

  /**
   * Fails the batch with {@link ConflictException} unless the thread lives the same life: it was
   * not deleted since, and perhaps begun again. A life that has not begun expects that there is no
   * such thread, and begins when the batch makes it.
   *
   * @param life from {@link Checkpointer#life}, read before what the batch builds on
   */
  public record ExpectLife(ThreadLife life) implements Mutation {}

  /**
   * Sets the thread's row in the list of threads.
   *
   * @param info the row; its thread is the batch's
   */
  public record PutThread(ThreadInfo info) implements Mutation {}
}
