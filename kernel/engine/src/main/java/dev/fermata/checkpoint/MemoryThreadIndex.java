// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Thread rows by status, in the order of their last change. Thread-safe. */
final class MemoryThreadIndex {
  private record Place(ThreadInfo.Status status, long change) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Place> places = new HashMap<>();
  private final EnumMap<ThreadInfo.Status, TreeMap<Long, ThreadInfo>> rows =
      new EnumMap<>(ThreadInfo.Status.class);
  private long changes;

  MemoryThreadIndex() {
    for (ThreadInfo.Status status : ThreadInfo.Status.values()) {
      rows.put(status, new TreeMap<>());
    }
  }

  void put(ThreadInfo info) {
    lock.lock();
    try {
      forget(info.thread());
      places.put(info.thread(), new Place(info.status(), ++changes));
      of(info.status()).put(changes, info);
    } finally {
      lock.unlock();
    }
  }

  void remove(String thread) {
    lock.lock();
    try {
      forget(thread);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      places.clear();
      rows.values().forEach(TreeMap::clear);
    } finally {
      lock.unlock();
    }
  }

  List<ThreadInfo> list(ThreadInfo.@Nullable Status status) {
    lock.lock();
    try {
      if (status != null) {
        return new ArrayList<>(of(status).descendingMap().values());
      }
      TreeMap<Long, ThreadInfo> all = new TreeMap<>();
      rows.values().forEach(all::putAll);
      return new ArrayList<>(all.descendingMap().values());
    } finally {
      lock.unlock();
    }
  }

  private void forget(String thread) {
    Place place = places.remove(thread);
    if (place != null) {
      of(place.status()).remove(place.change());
    }
  }

  @SuppressWarnings("NullAway") // the constructor puts every status
  private NavigableMap<Long, ThreadInfo> of(ThreadInfo.Status status) {
    return rows.get(status);
  }
}
