// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Results of one node by the state it saw. Lives with the compiled graph. Thread-safe. */
final class NodeCache {
  private final Map<Json, Entry> entries = new ConcurrentHashMap<>();
  private final @Nullable Duration timeToLive;

  NodeCache(CachePolicy policy) {
    this.timeToLive = policy.timeToLive();
  }

  private record Entry(Parts result, long since) {}

  /** The key of a state; null when the state has no JSON form, and so cannot be cached. */
  static <S extends Record> @Nullable Json key(Schema<S> schema, S state) {
    try {
      return States.json(schema, state);
    } catch (CheckpointException e) {
      return null;
    }
  }

  @Nullable Parts get(@Nullable Json key) {
    Entry entry = key == null ? null : entries.get(key);
    if (entry == null) {
      return null;
    }
    if (timeToLive != null && System.nanoTime() - entry.since > timeToLive.toNanos()) {
      entries.remove(key);
      return null;
    }
    return entry.result;
  }

  void put(@Nullable Json key, Parts result) {
    if (key != null) {
      entries.put(key, new Entry(result, System.nanoTime()));
    }
  }
}
