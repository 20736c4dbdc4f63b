// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON object of its components. Bound by shape: the class's name is not stored.
 * Resolved at first use, because a record may contain itself.
 */
final class RecordType implements ValueType {
  private final Class<?> type;
  private final Type declared;
  private final ValueTypes types;
  private volatile @Nullable Shape shape;

  /**
   * A record.
   *
   * @param declared the class, or the class with type arguments
   */
  RecordType(Class<?> type, Type declared, ValueTypes types) {
    this.type = type;
    this.declared = declared;
    this.types = types;
  }

  private record Component(String name, Method accessor, ValueType type) {}

  private record Shape(
      List<Component> components, Map<String, Integer> index, Constructor<?> constructor) {}

  boolean hasComponent(String name) {
    return shape().index.containsKey(name);
  }

  private Shape shape() {
    Shape known = shape;
    if (known == null) {
      known = resolve();
      shape = known;
    }
    return known;
  }

  private Shape resolve() {
    List<Component> components = new ArrayList<>();
    List<Class<?>> parameters = new ArrayList<>();
    Map<String, Integer> index = new HashMap<>();
    for (RecordComponent each : type.getRecordComponents()) {
      each.getAccessor().setAccessible(true);
      ValueType valueType = types.of(Generics.resolve(each.getGenericType(), declared));
      index.put(each.getName(), components.size());
      components.add(new Component(each.getName(), each.getAccessor(), valueType));
      parameters.add(each.getType());
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new Shape(List.copyOf(components), index, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // every record has its canonical constructor
    }
  }

  @Override
  public void write(JsonWriter out, Object value) throws IOException {
    if (!type.isInstance(value)) {
      throw out.wrongValue(value, TypeNames.of(type));
    }
    out.path().enter(value);
    out.json().writeStartObject();
    writeComponents(out, value);
    out.json().writeEndObject();
    out.path().leave();
  }

  void writeComponents(JsonWriter out, Object value) throws IOException {
    for (Component each : shape().components) {
      out.path().at(each.name);
      Object component = get(out, each.accessor, value);
      if (component != null || !out.sparse()) {
        out.name(each.name);
        out.value(each.type, component);
      }
    }
  }

  private @Nullable Object get(JsonWriter out, Method accessor, Object value) {
    try {
      return accessor.invoke(value);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getTargetException();
      if (cause instanceof Error error) {
        throw error;
      }
      throw NotJsonException.failed(
          out.path().toString(), TypeNames.of(type) + "." + accessor.getName() + "() threw", cause);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // made accessible in resolve
    }
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    if (!in.at(JsonToken.START_OBJECT)) {
      throw in.unexpected("an object with " + describe());
    }
    in.path().enter();
    in.json().nextToken();
    Object value = readComponents(in, null);
    in.path().leave();
    return value;
  }

  /** Reads up to the object's end; the current token is a name or that end. */
  Object readComponents(JsonReader in, @Nullable String discriminator) throws IOException {
    Shape known = shape();
    int count = known.components.size();
    @Nullable Object[] values = new @Nullable Object[count];
    boolean[] seen = new boolean[count];
    for (int next = 0; in.at(JsonToken.FIELD_NAME); in.json().nextToken()) {
      String name = in.json().currentName();
      in.path().at(name);
      in.json().nextToken();
      if (name.equals(discriminator)) {
        in.json().skipChildren();
        continue;
      }
      boolean expected = next < count && known.components.get(next).name.equals(name);
      int i = expected ? next : indexOf(in, known, name);
      values[i] = in.value(known.components.get(i).type);
      seen[i] = true;
      next = i + 1;
    }
    for (int i = 0; i < count; i++) {
      if (!seen[i]) {
        in.path().at(known.components.get(i).name);
        values[i] = known.components.get(i).type.readAbsent(in);
      }
    }
    return construct(in, known, values);
  }

  private int indexOf(JsonReader in, Shape known, String name) {
    Integer i = known.index.get(name);
    if (i == null) {
      throw in.mismatch(TypeNames.of(type) + " has no such component; it has " + describe());
    }
    return i;
  }

  private Object construct(JsonReader in, Shape known, @Nullable Object[] values) {
    try {
      return known.constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getTargetException();
      if (cause instanceof Error error) {
        throw error;
      }
      in.path().leave();
      String path = in.path().toString();
      in.path().enter();
      throw NotJsonException.refused(
          path, TypeNames.of(type) + " refused it: " + cause.getMessage(), cause);
    } catch (ReflectiveOperationException e) {
      throw NotJsonException.refused(in.path().toString(), "cannot make " + type, e);
    }
  }

  private String describe() {
    List<Component> components = shape().components;
    return components.isEmpty()
        ? "no components"
        : components.stream().map(Component::name).collect(Collectors.joining(", "));
  }
}
