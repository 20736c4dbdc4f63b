// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record class with cached reflection to read and build it. Immutable,
 * thread-safe.
 */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Class<?> type;
  private final String[] names;
  private final Type[] types;
  private final Class<?>[] raw;
  private final Method[] getters;
  private final Constructor<?> constructor;
  private final Map<String, Integer> indexes = new HashMap<>();

  private RecordShape(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    this.type = type;
    this.names = new String[components.length];
    this.types = new Type[components.length];
    this.raw = new Class<?>[components.length];
    this.getters = new Method[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        names[i] = components[i].getName();
        types[i] = components[i].getGenericType();
        raw[i] = components[i].getType();
        getters[i] = components[i].getAccessor();
        getters[i].setAccessible(true);
        indexes.put(names[i], i);
      }
      constructor = type.getDeclaredConstructor(raw);
      constructor.setAccessible(true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new GraphException.InvalidGraph(
          "inaccessible-record",
          "record %s cannot be read by reflection (%s); open its package to Fermata"
              .formatted(type.getName(), e));
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  Class<?> type() {
    return type;
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  List<String> names() {
    return Arrays.asList(names);
  }

  Type type(int index) {
    return types[index];
  }

  Class<?> rawType(int index) {
    return raw[index];
  }

  /** The place of a component, or -1. */
  int indexOf(String name) {
    Integer index = indexes.get(name);
    return index == null ? -1 : index;
  }

  @Nullable Object[] read(Record record) {
    @Nullable Object[] values = new @Nullable Object[names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(record, i);
    }
    return values;
  }

  @Nullable Object read(Record record, int index) {
    try {
      return getters[index].invoke(record);
    } catch (InvocationTargetException e) {
      throw Suspension.<RuntimeException>sneak(e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  Record build(@Nullable Object[] values) {
    try {
      return (Record) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw Suspension.<RuntimeException>sneak(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
