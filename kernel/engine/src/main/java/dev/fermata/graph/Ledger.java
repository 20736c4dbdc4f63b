// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.ChannelChange;
import dev.fermata.checkpoint.Checkpoint;
import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.ConflictException;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadLife;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.checkpoint.WriteBatch.DeleteWrites;
import dev.fermata.checkpoint.WriteBatch.ExpectLatest;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import dev.fermata.checkpoint.WriteBatch.PutCheckpoint;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import dev.fermata.checkpoint.WriteBatch.PutWrite;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One run's way to its checkpointer: collects changes, hands them over, waits where the contract
 * says so. Thread-safe, because tasks of a superstep use it side by side.
 */
final class Ledger {
  private final Checkpointer checkpointer;
  private final String thread;
  private final String namespace;
  private final ThreadLife life;
  private final List<Mutation> batch = new ArrayList<>();
  private @Nullable CheckpointId at;
  private long head;

  /** What was handed over and is not known to be durable, in order. */
  private final Deque<CompletableFuture<Void>> handed = new ArrayDeque<>();

  private @Nullable Throwable failure;

  /**
   * A ledger at a checkpoint.
   *
   * @param life of the thread, read before its checkpoint was
   * @param at the checkpoint the run stands on; null for a new thread
   * @param head the number of the namespace's latest checkpoint; 0 for none
   */
  Ledger(
      Checkpointer checkpointer,
      String thread,
      String namespace,
      ThreadLife life,
      @Nullable CheckpointId at,
      long head) {
    this.checkpointer = checkpointer;
    this.thread = thread;
    this.namespace = namespace;
    this.life = life;
    this.at = at;
    this.head = head;
  }

  /** A ledger of a thread without checkpoints. */
  static Ledger fresh(Checkpointer checkpointer, String thread, String namespace) {
    return new Ledger(checkpointer, thread, namespace, checkpointer.life(thread), null, 0);
  }

  /** A ledger of a subgraph; it belongs to the same life of the thread. */
  Ledger below(String level, @Nullable CheckpointId levelAt, long levelHead) {
    return new Ledger(checkpointer, thread, level, life, levelAt, levelHead);
  }

  Checkpointer checkpointer() {
    return checkpointer;
  }

  String thread() {
    return thread;
  }

  String namespace() {
    return namespace;
  }

  synchronized @Nullable CheckpointId at() {
    return at;
  }

  private CheckpointId here() {
    CheckpointId here = at;
    if (here == null) {
      throw new IllegalStateException("a write beside a checkpoint before the first checkpoint");
    }
    return here;
  }

  /** Adds a checkpoint that continues the one the run stands on, and moves there. */
  synchronized void checkpoint(
      int step,
      Checkpoint.Source source,
      Map<String, ChannelChange> changes,
      Json plan,
      Map<String, Json> metadata) {
    CheckpointId next = new CheckpointId(head + 1);
    batch.add(
        new PutCheckpoint(
            namespace, next, at, step, source, Instant.now(), changes, plan, metadata));
    at = next;
    head++;
  }

  synchronized void write(String task, String kind, String key, Json value, boolean replace) {
    PendingWrite write = new PendingWrite(task, kind, key, value);
    batch.add(new PutWrite(namespace, here(), write, replace));
  }

  synchronized void delete(String task, String kind) {
    batch.add(new DeleteWrites(namespace, here(), task, kind));
  }

  synchronized void add(Mutation mutation) {
    batch.add(mutation);
  }

  /** Sets the thread's row, unless another run has taken the thread over. */
  synchronized void row(ThreadInfo row) {
    batch.add(new ExpectLatest(namespace, at));
    batch.add(new PutThread(row));
  }

  /** Whether nothing waits to be stored. */
  synchronized boolean isIdle() {
    check();
    return batch.isEmpty() && handed.isEmpty();
  }

  /** Hands what was collected to the checkpointer. */
  synchronized void hand() {
    check();
    if (batch.isEmpty()) {
      return;
    }
    handed.add(checkpointer.write(take()));
  }

  private WriteBatch take() {
    if (!batch.isEmpty()) {
      batch.add(0, new ExpectLife(life));
    }
    WriteBatch taken = new WriteBatch(thread, batch);
    batch.clear();
    return taken;
  }

  /** Hands over and waits until all of it is durable. */
  void commit() {
    WriteBatch rest;
    synchronized (this) {
      check();
      if (batch.isEmpty() && handed.isEmpty()) {
        return;
      }
      rest = take();
    }
    CheckpointException refused = null;
    try {
      checkpointer.commit(rest);
    } catch (CheckpointException e) {
      refused = e;
    }
    synchronized (this) {
      check(); // of several failures the first is the reason of the others
      if (refused != null) {
        failure = refused;
        check();
      }
    }
  }

  private void check() {
    while (failure == null && !handed.isEmpty() && handed.getFirst().isDone()) {
      handed.removeFirst().exceptionally(this::fail);
    }
    Throwable thrown = failure;
    if (thrown == null) {
      return;
    }
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof ConflictException conflict) {
      throw new GraphException.ThreadState(
          "busy",
          ("thread \"%s\" was changed by somebody else while this run went on, so the run stopped;"
                  + " what the other did stands (%s)")
              .formatted(thread, conflict.getMessage()),
          conflict);
    }
    throw new GraphException.NotSaved(
        thread,
        cause instanceof CheckpointException
            ? cause
            : new CheckpointException("store-failed", String.valueOf(cause), cause));
  }

  private Void fail(Throwable thrown) {
    failure = thrown;
    return null;
  }
}
