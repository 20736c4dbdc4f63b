// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import dev.fermata.checkpoint.WriteBatch.PutCheckpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The checkpoints of one graph level of a thread, by id. Guarded by the thread's lock. */
final class MemoryNamespace {
  final TreeMap<Long, Entry> entries = new TreeMap<>();

  /** The last id given; ids of deleted checkpoints are not given again. */
  long last;

  /** A checkpoint, the channels it shares with others, and its pending writes. */
  record Entry(
      PutCheckpoint put,
      Map<String, ChannelValue> channels,
      Map<MemoryWrite, PendingWrite> writes) {

    /** What a reader gets, to be made while the lock is held and completed afterwards. */
    Snapshot snapshot() {
      return new Snapshot(put, channels, List.copyOf(writes.values()));
    }
  }

  /** An entry at one moment. */
  record Snapshot(
      PutCheckpoint put, Map<String, ChannelValue> channels, List<PendingWrite> writes) {
    CheckpointTuple tuple(String thread) {
      Map<String, Json> values = new LinkedHashMap<>();
      channels.forEach((name, value) -> values.put(name, value.json()));
      return new CheckpointTuple(
          new Checkpoint(
              new CheckpointRef(thread, put.namespace(), put.id()),
              put.parent(),
              put.step(),
              put.source(),
              put.createdAt(),
              values,
              put.plan(),
              put.metadata()),
          writes);
    }
  }

  @Nullable CheckpointId latest() {
    return entries.isEmpty() ? null : new CheckpointId(entries.lastKey());
  }

  MemoryNamespace copy() {
    MemoryNamespace copy = new MemoryNamespace();
    copy.last = last;
    entries.forEach(
        (id, entry) ->
            copy.entries.put(
                id, new Entry(entry.put, entry.channels, new LinkedHashMap<>(entry.writes))));
    return copy;
  }

  int prune(int keep) {
    int removed = 0;
    while (entries.size() > keep) {
      entries.pollFirstEntry();
      removed++;
    }
    return removed;
  }
}
