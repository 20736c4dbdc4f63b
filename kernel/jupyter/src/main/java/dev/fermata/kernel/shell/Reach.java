// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out whether a value holds, however deep, an object of certain classes. */
final class Reach {
  /** A value that holds more is taken not to hold any: this must not hold a cell up. */
  private static final int MOST = 10_000;

  private final Predicate<Class<?>> wanted;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private Reach(Predicate<Class<?>> wanted) {
    this.wanted = wanted;
  }

  static boolean reaches(@Nullable Object value, Predicate<Class<?>> wanted) {
    var reach = new Reach(wanted);
    reach.add(value);
    try {
      return reach.search();
    } catch (RuntimeException changedMeanwhile) { // by a thread that works on a collection
      return false;
    }
  }

  private void add(@Nullable Object value) {
    if (value != null && seen.size() < MOST && seen.add(value)) {
      open.add(value);
    }
  }

  private boolean search() {
    while (!open.isEmpty()) {
      var next = open.remove();
      if (wanted.test(next.getClass())) {
        return true;
      }
      addParts(next);
    }
    return false;
  }

  private void addParts(Object whole) {
    if (whole instanceof Object[] array) {
      Arrays.stream(array).limit(MOST).forEach(this::add);
    } else if (whole.getClass().getName().startsWith("java.util.")) {
      addElements(whole);
    } else if (whole.getClass().getClassLoader() != null && !whole.getClass().isArray()) {
      addFields(whole);
    }
  }

  private void addElements(Object container) {
    if (container instanceof Collection<?> collection) {
      collection.stream().limit(MOST).forEach(this::add);
    } else if (container instanceof Map<?, ?> map) {
      map.entrySet().stream()
          .limit(MOST)
          .forEach(
              entry -> {
                add(entry.getKey());
                add(entry.getValue());
              });
    } else if (container instanceof Optional<?> optional) {
      optional.ifPresent(this::add);
    }
  }

  private void addFields(Object object) {
    for (Class<?> c = object.getClass(); c != null && c.getClassLoader() != null; ) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          add(value(field, object));
        }
      }
      c = c.getSuperclass();
    }
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      return field.trySetAccessible() ? field.get(object) : null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }
}
