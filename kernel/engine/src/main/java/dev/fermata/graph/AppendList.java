// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable list to which a step appends in time proportional to what it appends: lists that
 * grew from each other share one array, each knowing its own length. Thread-safe.
 */
final class AppendList<E> extends AbstractList<E> implements RandomAccess, Frozen.Marker {
  private final Shared shared;
  private final int size;

  private AppendList(Shared shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  /** The list itself when it is one of these, else a copy with its elements frozen. */
  @SuppressWarnings("unchecked")
  static <E> AppendList<E> of(List<? extends E> list) {
    if ((Object) list instanceof AppendList<?> already) {
      return (AppendList<E>) already;
    }
    @Nullable Object[] items = new @Nullable Object[list.size()];
    int at = 0;
    for (Object item : list) {
      items[at++] = Frozen.of(item);
    }
    return new AppendList<>(new Shared(items, at), at);
  }

  AppendList<E> plus(List<? extends E> added) {
    if (added.isEmpty()) {
      return this;
    }
    @Nullable Object[] frozen = added.toArray();
    for (int i = 0; i < frozen.length; i++) {
      frozen[i] = Frozen.of(frozen[i]);
    }
    Shared longer = shared.append(size, frozen);
    return new AppendList<>(longer, size + frozen.length);
  }

  /** How many leading elements this list is known to have in common with an earlier one. */
  boolean grewFrom(@Nullable Object earlier) {
    if (earlier instanceof AppendList<?> list) {
      return list.size <= size && (list.shared == shared || list.size == 0);
    }
    return earlier == null || (earlier instanceof List<?> list && list.isEmpty());
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // elements may be null where E allows it
  public E get(int index) {
    return (E) shared.items[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * The array and how much of it is taken. A list is published with a view of at least its size.
   */
  private static final class Shared {
    private volatile @Nullable Object[] items;
    private int used;

    Shared(@Nullable Object[] items, int used) {
      this.items = items;
      this.used = used;
    }

    /** Whether the same elements were appended here before: one write may be applied twice. */
    private boolean has(int size, @Nullable Object[] added) {
      if (used < size + added.length) {
        return false;
      }
      for (int i = 0; i < added.length; i++) {
        if (items[size + i] != added[i]) {
          return false;
        }
      }
      return true;
    }

    synchronized Shared append(int size, @Nullable Object[] added) {
      if (has(size, added)) {
        return this;
      }
      if (used != size) {
        @Nullable Object[] copy = Arrays.copyOf(items, size + added.length);
        System.arraycopy(added, 0, copy, size, added.length);
        return new Shared(copy, copy.length);
      }
      if (items.length < size + added.length) {
        items = Arrays.copyOf(items, Math.max(8, Math.max(size + added.length, size + size / 2)));
      }
      System.arraycopy(added, 0, items, size, added.length);
      used = size + added.length;
      return this;
    }
  }
}
