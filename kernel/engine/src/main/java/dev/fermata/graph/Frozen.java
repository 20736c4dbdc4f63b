// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
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
    if (value == null || isPlain(value.getClass()) || value instanceof AppendList<?>) {
      return value;
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Set<?> set) {
      Set<Object> copy = new LinkedHashSet<>();
      set.forEach(element -> copy.add(of(element)));
      return Collections.unmodifiableSet(copy);
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
        || (Number.class.isAssignableFrom(type) && type.getName().startsWith("java."))
        || type.getName().startsWith("java.time.");
  }

  private static List<Object> list(List<?> list) {
    List<Object> copy = new ArrayList<>(list.size());
    list.forEach(element -> copy.add(of(element)));
    return Collections.unmodifiableList(copy);
  }

  private static Map<Object, Object> map(Map<?, ?> map) {
    Map<Object, Object> copy = new LinkedHashMap<>();
    map.forEach((key, element) -> copy.put(key, of(element)));
    return Collections.unmodifiableMap(copy);
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
