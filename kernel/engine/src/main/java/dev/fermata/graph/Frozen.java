// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.lang.reflect.RecordComponent;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that nobody can change behind the engine's back: lists, maps and sets become unmodifiable
 * copies, arrays are cloned, records are rebuilt when a component had to be frozen.
 */
final class Frozen {
  /** Whether a class is a record with components that can hold something mutable. */
  private static final ClassValue<Boolean> DEEP =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          if (components == null) {
            return false;
          }
          for (RecordComponent component : components) {
            if (!isPlain(component.getType())) {
              return true;
            }
          }
          return false;
        }
      };

  private Frozen() {}

  static @Nullable Object of(@Nullable Object value) {
    if (value == null || isPlain(value.getClass()) || value instanceof Marker) {
      return value;
    }
    if (value instanceof List<?> list) {
      return AppendList.of(list);
    }
    if (value instanceof Map<?, ?> map) {
      return new FrozenMap(map);
    }
    if (value instanceof Set<?> set) {
      return new FrozenSet(set);
    }
    if (value.getClass().isArray()) {
      return cloned(value);
    }
    return value instanceof Record record && DEEP.get(value.getClass()) ? rebuilt(record) : value;
  }

  private static boolean isPlain(Class<?> type) {
    return type.isPrimitive()
        || type == String.class
        || type.isEnum()
        || type == Boolean.class
        || (Number.class.isAssignableFrom(type)
            && (type.getName().startsWith("java.lang.")
                || type.getPackageName().equals("java.math")))
        || type.getName().startsWith("java.time.");
  }

  /** What is frozen already; freezing again gives the same object. */
  interface Marker {}

  /** An unmodifiable map that nobody else holds. */
  private static final class FrozenMap extends AbstractMap<Object, @Nullable Object>
      implements Marker {
    private final Map<Object, @Nullable Object> map = new LinkedHashMap<>();

    FrozenMap(Map<?, ?> from) {
      from.forEach((key, value) -> map.put(key, of(value)));
    }

    @Override
    public Set<Map.Entry<Object, @Nullable Object>> entrySet() {
      return Collections.unmodifiableMap(map).entrySet();
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      return map.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return map.containsKey(key);
    }
  }

  /** An unmodifiable set that nobody else holds. */
  private static final class FrozenSet extends AbstractSet<@Nullable Object> implements Marker {
    private final Set<@Nullable Object> set = new LinkedHashSet<>();

    FrozenSet(Set<?> from) {
      from.forEach(element -> set.add(of(element)));
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
      return Collections.unmodifiableSet(set).iterator();
    }

    @Override
    public boolean contains(@Nullable Object element) {
      return set.contains(element);
    }

    @Override
    public int size() {
      return set.size();
    }
  }

  private static Object cloned(Object array) {
    int length = java.lang.reflect.Array.getLength(array);
    Object copy = java.lang.reflect.Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    return copy;
  }

  private static Record rebuilt(Record record) {
    RecordShape shape = RecordShape.of(record.getClass());
    @Nullable Object[] values = shape.read(record);
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      Object frozen = of(values[i]);
      changed |= frozen != values[i];
      values[i] = frozen;
    }
    return changed ? shape.build(values) : record;
  }
}
