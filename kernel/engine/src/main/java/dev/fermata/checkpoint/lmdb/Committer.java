// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to a store. It commits what has queued up in one synced transaction:
 * at once when somebody waits, else after 50 ms. Thread-safe.
 */
final class Committer implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int LARGEST_GROUP = 1_000;

  private final EnvGate gate;
  private final Names names;
  private final Lives lives;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private List<Job<?>> queue = new ArrayList<>();
  private boolean awaited;
  private boolean closing;

  Committer(EnvGate gate, Names names, Lives lives) {
    this.gate = gate;
    this.names = names;
    this.lives = lives;
    this.thread = new Thread(this::run, "fermata-store " + gate.path().getFileName());
    thread.setDaemon(true);
    thread.start();
  }

  /** Something to do within a write transaction, possibly more than once, and its outcome. */
  private static final class Job<T> {
    final Function<Rows, T> work;
    final CompletableFuture<T> done;
    @Nullable T result;
    @Nullable RuntimeException failure;

    Job(Function<Rows, T> work, CompletableFuture<T> done) {
      this.work = work;
      this.done = done;
    }

    /** Whether the transaction is still good: nothing was written by work that failed. */
    boolean attempt(Rows rows) {
      rows.takeChanged();
      try {
        result = work.apply(rows);
        return true;
      } catch (CheckpointException e) {
        failure = e;
        return !rows.takeChanged();
      }
    }

    /** Tells the outcome; what somebody has hung on it does not run on the writer's thread. */
    void finish() {
      if (done instanceof Awaitable && done.getNumberOfDependents() > 0) {
        CompletableFuture.runAsync(this::complete).exceptionally(failed -> null);
      } else {
        complete();
      }
    }

    @SuppressWarnings("NullAway") // a result may be null, as that of a Future<Void>
    private void complete() {
      if (failure == null) {
        done.complete(result);
      } else {
        done.completeExceptionally(failure);
      }
    }
  }

  /**
   * Queues work.
   *
   * @param waits whether the caller waits for it, so that it is not held back
   */
  <T> CompletableFuture<T> submit(Function<Rows, T> function, boolean waits) {
    Job<T> job =
        new Job<>(function, waits ? new CompletableFuture<>() : new Awaitable<>(this::hurry));
    lock.lock();
    try {
      if (closing) {
        throw new CheckpointException("store-closed", gate.path() + " is closed; open it again");
      }
      queue.add(job);
      awaited |= waits;
      work.signal();
    } finally {
      lock.unlock();
    }
    return job.done;
  }

  /** Commits what is queued without waiting for more. */
  private void hurry() {
    lock.lock();
    try {
      if (!queue.isEmpty()) {
        awaited = true;
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<Job<?>> group = take();
    while (!group.isEmpty()) {
      for (int i = 0; i < group.size(); i += LARGEST_GROUP) {
        commit(group.subList(i, Math.min(group.size(), i + LARGEST_GROUP)));
      }
      group = take();
    }
  }

  /** Waits until something is due; empty when the store closes and nothing is left. */
  private List<Job<?>> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      long due = System.nanoTime() + PATIENCE_NANOS;
      for (long left = PATIENCE_NANOS; !awaited && !closing && left > 0; ) {
        left = awaitNanos(due);
      }
      List<Job<?>> group = queue;
      queue = new ArrayList<>();
      awaited = false;
      return group;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private long awaitNanos(long due) {
    try {
      return work.awaitNanos(due - System.nanoTime());
    } catch (InterruptedException e) {
      return 0; // nobody may stop this thread: commit now and go on
    }
  }

  private void commit(List<Job<?>> group) {
    List<Job<?>> good = new ArrayList<>(group);
    RuntimeException broken = null;
    boolean again = true;
    while (again && !good.isEmpty()) {
      again = false;
      try {
        again = !tryCommit(good);
      } catch (RuntimeException e) {
        broken = StoreErrors.of(gate.path(), e);
        aborted();
      } catch (VirtualMachineError | LinkageError e) { // the writer lives; who waits is told
        broken = new CheckpointException("store-error", "nothing was saved: " + e, e);
        aborted();
      }
    }
    for (Job<?> job : group) {
      if (job.failure == null && broken != null) {
        job.failure = broken;
      }
      job.finish();
    }
  }

  /** Commits all jobs but those that fail; false when one failed after it had written. */
  private boolean tryCommit(List<Job<?>> good) {
    try {
      gate.write(rows -> attemptAll(rows, good));
      names.committed();
      lives.committed();
      return true;
    } catch (DirtyException e) {
      aborted();
      return false;
    }
  }

  private void aborted() {
    names.aborted();
    lives.aborted();
  }

  private boolean attemptAll(Rows rows, List<Job<?>> good) {
    aborted(); // of an attempt that the map was too small for
    Header header = Header.read(rows);
    if (header.isNewer()) { // another process may have migrated it since it was opened
      throw header.newer(gate.path().toString());
    }
    for (Job<?> job : good) {
      job.failure = null;
    }
    List<Job<?>> failed = new ArrayList<>();
    boolean clean = true;
    for (Job<?> job : good) {
      clean = job.attempt(rows);
      if (job.failure != null) {
        failed.add(job);
      }
      if (!clean) {
        break;
      }
    }
    if (!clean) {
      good.removeAll(failed);
      throw new DirtyException();
    }
    return true;
  }

  /** Aborts a transaction that holds part of a batch that failed. */
  private static final class DirtyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DirtyException() {
      super("a batch failed after it had written", null, false, false);
    }
  }

  /** Commits what is queued and ends the thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
