// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import dev.fermata.checkpoint.MemoryNamespace.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints in memory: for tests, and for graphs that need not survive their process. A
 * checkpoint shares with its parent what did not change, so a step costs the size of its change.
 */
public final class InMemoryCheckpointer implements Checkpointer {
  private final Map<String, MemoryThread> threads = new ConcurrentHashMap<>();
  private final MemoryThreadIndex index = new MemoryThreadIndex();
  private final AtomicLong lives = new AtomicLong();
  private volatile boolean closed;

  /** An empty one. */
  public InMemoryCheckpointer() {}

  @Override
  public CompletableFuture<Void> write(WriteBatch batch) {
    try {
      commit(batch);
      return CompletableFuture.completedFuture(null);
    } catch (CheckpointException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void commit(WriteBatch batch) {
    requireOpen();
    while (true) {
      MemoryThread thread = threads.computeIfAbsent(batch.thread(), this::fresh);
      thread.lock.lock();
      try {
        if (!thread.gone) {
          apply(batch, thread);
          return;
        }
      } finally {
        thread.lock.unlock();
      }
    }
  }

  private MemoryThread fresh(String id) {
    return new MemoryThread(id, lives.incrementAndGet());
  }

  private void apply(WriteBatch batch, MemoryThread thread) {
    ThreadInfo before = thread.info;
    try {
      thread.apply(batch);
    } finally {
      if (thread.isEmpty()) {
        remove(batch.thread(), thread);
      }
    }
    if (thread.info != null && !thread.info.equals(before)) {
      index.put(thread.info);
    }
  }

  private void remove(String id, MemoryThread thread) {
    thread.gone = true;
    threads.remove(id, thread);
    index.remove(id);
  }

  @Override
  public Optional<CheckpointTuple> getTuple(CheckpointRef ref) {
    Snapshot snapshot =
        reading(
            ref.thread(),
            () -> null,
            thread -> {
              MemoryNamespace namespace = thread.namespaces.get(ref.namespace());
              CheckpointId id =
                  namespace == null || ref.id() != null ? ref.id() : namespace.latest();
              MemoryNamespace.Entry entry =
                  namespace == null || id == null ? null : namespace.entries.get(id.number());
              return entry == null ? null : entry.snapshot();
            });
    return Optional.ofNullable(snapshot).map(s -> s.tuple(ref.thread()));
  }

  @Override
  public List<CheckpointTuple> list(
      String thread, String namespace, @Nullable CheckpointId before, int limit) {
    long bound = before == null ? Long.MAX_VALUE : before.number();
    List<Snapshot> snapshots =
        reading(
            thread,
            List::of,
            known -> {
              MemoryNamespace level = known.namespaces.get(namespace);
              return level == null
                  ? List.of()
                  : level.entries.headMap(bound, false).descendingMap().values().stream()
                      .limit(limit)
                      .map(MemoryNamespace.Entry::snapshot)
                      .toList();
            });
    return snapshots.stream().map(s -> s.tuple(thread)).toList();
  }

  @Override
  public List<String> namespaces(String thread) {
    return reading(thread, List::of, known -> new ArrayList<>(known.namespaces.keySet()));
  }

  @Override
  public Optional<ThreadInfo> thread(String thread) {
    return Optional.ofNullable(reading(thread, () -> null, known -> known.info));
  }

  @Override
  public ThreadLife life(String thread) {
    return new ThreadLife(
        reading(thread, () -> 0L, known -> known.gone || known.isEmpty() ? 0L : known.life));
  }

  @Override
  public List<ThreadInfo> threads(ThreadInfo.@Nullable Status status) {
    requireOpen();
    return index.list(status);
  }

  @Override
  public boolean deleteThread(String thread) {
    return reading(
        thread,
        () -> false,
        known -> {
          boolean there = !known.gone;
          remove(thread, known);
          return there;
        });
  }

  @Override
  public void copyThread(String from, String to) {
    new CheckpointRef(to, "", null); // refuses what is no thread id
    MemoryThread copy =
        reading(from, () -> null, known -> known.gone ? null : known.copy(fresh(to)));
    if (copy == null) {
      throw new CheckpointException("unknown-thread", "thread \"" + from + "\" does not exist");
    }
    copy.lock.lock();
    try {
      if (threads.putIfAbsent(to, copy) != null) {
        throw new CheckpointException(
            "thread-in-use", "thread \"" + to + "\" exists already; choose another id");
      }
      if (copy.info != null) {
        index.put(copy.info);
      }
    } finally {
      copy.lock.unlock();
    }
  }

  @Override
  public int prune(String thread, int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be 1 or more, not " + keep);
    }
    return reading(
        thread,
        () -> 0,
        known -> known.namespaces.values().stream().mapToInt(n -> n.prune(keep)).sum());
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public void close() {
    closed = true;
    threads.clear();
    index.clear();
  }

  /** Runs with the thread's lock; {@code absent} when it is unknown. */
  private <T> T reading(String id, Supplier<T> absent, Function<MemoryThread, T> reader) {
    requireOpen();
    MemoryThread thread = threads.get(id);
    if (thread == null) {
      return absent.get();
    }
    thread.lock.lock();
    try {
      return reader.apply(thread);
    } finally {
      thread.lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new CheckpointException("store-closed", "this checkpointer is closed; open a new one");
    }
  }
}
