// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stores the checkpoints of threads, as LangGraph's {@code BaseCheckpointSaver} does.
 *
 * <p>Thread-safe: any number of threads (platform or virtual) and, for a durable checkpointer, any
 * number of processes use one store. Reads see a consistent snapshot of what has been committed.
 * Every implementation passes the contract suites in the tests of this module.
 */
public interface Checkpointer extends AutoCloseable {
  /**
   * Queues a batch. The future completes when the batch is durable: synced for a durable
   * checkpointer. Batches of one checkpointer are applied in the order of these calls; several may
   * share one synced commit: a durable checkpointer holds a batch back for up to 50 ms, or until
   * somebody waits for a future of this method or in {@link #commit}; all that is queued is then
   * committed.
   *
   * @param batch the changes
   * @return completes exceptionally with {@link ConflictException} when an expectation failed, with
   *     {@link CheckpointException} when the store could not take it (disk full, read-only,
   *     closed); a failed batch stores nothing
   */
  CompletableFuture<Void> write(WriteBatch batch);

  /**
   * Queues a batch and waits until it is durable.
   *
   * @param batch the changes
   * @throws CheckpointException as {@link #write} completes
   */
  void commit(WriteBatch batch);

  /**
   * Reads a checkpoint and its pending writes.
   *
   * @param ref which one; without an id the latest
   * @return empty when there is none
   */
  Optional<CheckpointTuple> getTuple(CheckpointRef ref);

  /**
   * Reads the history of one namespace of a thread, newest first.
   *
   * @param thread the thread id
   * @param namespace "" for the root graph
   * @param before only checkpoints with a smaller id; null for all
   * @param limit at most so many; 0 or more
   * @return newest first; empty for an unknown thread
   */
  List<CheckpointTuple> list(
      String thread, String namespace, @Nullable CheckpointId before, int limit);

  /**
   * The namespaces that have checkpoints in a thread.
   *
   * @param thread the thread id
   * @return sorted; the root graph's is ""
   */
  List<String> namespaces(String thread);

  /**
   * Reads the row of one thread.
   *
   * @param thread the thread id
   * @return empty for an unknown thread
   */
  Optional<ThreadInfo> thread(String thread);

  /**
   * Which life of a thread this is, for {@link WriteBatch.ExpectLife}. To be read before what a
   * batch builds on: then a batch that was made for a deleted thread never reaches its successor.
   *
   * @param thread the thread id
   * @return one that has not begun for an unknown thread
   */
  ThreadLife life(String thread);

  /**
   * Lists threads that have a row, the one whose row changed last first. Listing those of one
   * status costs time for those only.
   *
   * @param status only those; null for all
   * @return a snapshot
   */
  List<ThreadInfo> threads(ThreadInfo.@Nullable Status status);

  /**
   * Removes a thread with all its checkpoints and writes.
   *
   * @param thread the thread id
   * @return whether it was there
   */
  boolean deleteThread(String thread);

  /**
   * Copies a thread with all its checkpoints and writes.
   *
   * @param from an existing thread
   * @param to a thread id that is not in use
   * @throws CheckpointException when {@code from} is unknown or {@code to} is in use
   */
  void copyThread(String from, String to);

  /**
   * Removes old checkpoints; the kept ones stay readable in full.
   *
   * @param thread the thread id
   * @param keep how many of the newest to keep in each namespace; 1 or more
   * @return how many were removed
   */
  int prune(String thread, int keep);

  /**
   * Where this checkpointer stores, for people: "memory", or the path of the file.
   *
   * @return one line
   */
  String location();

  /** Waits for queued batches, then frees the store. Later calls fail with a coded error. */
  @Override
  void close();
}
