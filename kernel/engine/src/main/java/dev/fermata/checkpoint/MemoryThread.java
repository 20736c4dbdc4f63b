// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import dev.fermata.checkpoint.WriteBatch.DeleteWrites;
import dev.fermata.checkpoint.WriteBatch.ExpectLatest;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import dev.fermata.checkpoint.WriteBatch.ExpectWrite;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import dev.fermata.checkpoint.WriteBatch.PutCheckpoint;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import dev.fermata.checkpoint.WriteBatch.PutWrite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All that is known of one thread. Guarded by its lock, which callers hold. */
final class MemoryThread {
  final ReentrantLock lock = new ReentrantLock();
  final TreeMap<String, MemoryNamespace> namespaces = new TreeMap<>();
  @Nullable ThreadInfo info;

  /** Set when the thread was deleted while a writer waited for the lock. */
  boolean gone;

  /** Tells it from others of the same id, before and after. */
  final long life;

  private final String id;

  MemoryThread(String id, long life) {
    this.id = id;
    this.life = life;
  }

  boolean isEmpty() {
    return info == null && namespaces.isEmpty();
  }

  /** Applies all mutations, or none when one fails. */
  void apply(WriteBatch batch) {
    Deque<Runnable> undo = new ArrayDeque<>();
    List<ThreadLife> lives = lives(batch);
    boolean done = false;
    try {
      for (Mutation mutation : batch.mutations()) {
        apply(mutation, undo);
      }
      done = true;
    } finally {
      if (!done) {
        undo.forEach(Runnable::run);
      }
    }
    if (!isEmpty()) {
      lives.forEach(each -> each.begin(life));
    }
  }

  /** The lives that a batch belongs to: this one, or one that it begins. */
  private List<ThreadLife> lives(WriteBatch batch) {
    List<ThreadLife> lives = new ArrayList<>();
    for (Mutation mutation : batch.mutations()) {
      if (mutation instanceof ExpectLife expected) {
        if (expected.life().number() != (isEmpty() ? 0 : life)) {
          throw ConflictException.otherLife(id, !isEmpty());
        }
        lives.add(expected.life());
      }
    }
    return lives;
  }

  private void apply(Mutation mutation, Deque<Runnable> undo) {
    if (mutation instanceof PutCheckpoint put) {
      putCheckpoint(put, undo);
    } else if (mutation instanceof PutWrite put) {
      putWrite(put, undo);
    } else if (mutation instanceof DeleteWrites delete) {
      deleteWrites(delete, undo);
    } else if (mutation instanceof ExpectLatest expected) {
      MemoryNamespace namespace = namespaces.get(expected.namespace());
      CheckpointId latest = namespace == null ? null : namespace.latest();
      if (!Objects.equals(latest, expected.id())) {
        throw ConflictException.latest(id, expected.namespace(), expected.id(), latest);
      }
    } else if (mutation instanceof ExpectWrite expected) {
      MemoryWrite key = new MemoryWrite(expected.task(), expected.kind(), expected.key());
      if (!entry(expected.namespace(), expected.id()).writes().containsKey(key)) {
        throw ConflictException.unwritten(id, expected);
      }
    } else if (mutation instanceof PutThread put) {
      ThreadInfo before = info;
      undo.push(() -> info = before);
      info = put.info();
    }
  }

  private void putCheckpoint(PutCheckpoint put, Deque<Runnable> undo) {
    MemoryNamespace namespace = namespaces.get(put.namespace());
    if (namespace == null) {
      namespace = new MemoryNamespace();
      namespaces.put(put.namespace(), namespace);
      undo.push(() -> namespaces.remove(put.namespace()));
    }
    MemoryNamespace target = namespace;
    if (put.id().number() != target.last + 1) {
      CheckpointId before = put.id().number() == 1 ? null : new CheckpointId(put.id().number() - 1);
      CheckpointId last = target.last == 0 ? null : new CheckpointId(target.last);
      throw ConflictException.latest(id, put.namespace(), before, last);
    }
    CheckpointId parent = put.parent();
    Map<String, ChannelValue> channels =
        parent == null ? Map.of() : entry(put.namespace(), parent).channels();
    if (!put.changes().isEmpty()) {
      Map<String, ChannelValue> changed = new LinkedHashMap<>(channels);
      put.changes()
          .forEach(
              (name, change) -> changed.compute(name, (n, v) -> ChannelValue.after(v, change)));
      channels = changed;
    }
    target.last++;
    target.entries.put(
        target.last, new MemoryNamespace.Entry(put, channels, new LinkedHashMap<>()));
    undo.push(() -> target.entries.remove(target.last--));
  }

  private void putWrite(PutWrite put, Deque<Runnable> undo) {
    PendingWrite write = put.write();
    MemoryWrite key = new MemoryWrite(write.task(), write.kind(), write.key());
    Map<MemoryWrite, PendingWrite> writes = entry(put.namespace(), put.id()).writes();
    PendingWrite existing = writes.get(key);
    if (existing != null && !put.replace()) {
      throw ConflictException.written(id, existing);
    }
    writes.put(key, write);
    undo.push(() -> restore(writes, key, existing));
  }

  private static void restore(
      Map<MemoryWrite, PendingWrite> writes, MemoryWrite key, @Nullable PendingWrite existing) {
    if (existing == null) {
      writes.remove(key);
    } else {
      writes.put(key, existing);
    }
  }

  private void deleteWrites(DeleteWrites delete, Deque<Runnable> undo) {
    Map<MemoryWrite, PendingWrite> writes = entry(delete.namespace(), delete.id()).writes();
    Map<MemoryWrite, PendingWrite> before = new LinkedHashMap<>(writes);
    undo.push(
        () -> {
          writes.clear();
          writes.putAll(before);
        });
    writes
        .keySet()
        .removeIf(
            key ->
                key.task().equals(delete.task())
                    && (delete.kind() == null || key.kind().equals(delete.kind())));
  }

  private MemoryNamespace.Entry entry(String namespace, CheckpointId checkpoint) {
    MemoryNamespace known = namespaces.get(namespace);
    MemoryNamespace.Entry entry = known == null ? null : known.entries.get(checkpoint.number());
    if (entry == null) {
      throw ConflictException.missing(id, namespace, checkpoint);
    }
    return entry;
  }

  /** Makes an empty thread a copy of this one; they share all values. */
  MemoryThread copy(MemoryThread copy) {
    namespaces.forEach((name, namespace) -> copy.namespaces.put(name, namespace.copy()));
    if (info != null) {
      copy.info =
          new ThreadInfo(
              copy.id, info.graph(), info.status(), info.waiting(), info.since(), info.labels());
    }
    return copy;
  }
}
