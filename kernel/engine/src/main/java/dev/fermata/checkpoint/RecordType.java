// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
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

  private record Shape(
      String[] names,
      Method[] accessors,
      ValueType[] components,
      Map<String, Integer> index,
      Constructor<?> constructor) {}

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
    RecordComponent[] components = type.getRecordComponents();
    int count = components.length;
    String[] names = new String[count];
    Method[] accessors = new Method[count];
    ValueType[] componentTypes = new ValueType[count];
    Class<?>[] parameters = new Class<?>[count];
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < count; i++) {
      names[i] = components[i].getName();
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      componentTypes[i] = types.of(Generics.resolve(components[i].getGenericType(), declared));
      parameters[i] = components[i].getType();
      index.put(names[i], i);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return new Shape(names, accessors, componentTypes, index, constructor);
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
    Shape known = shape();
    for (int i = 0; i < known.names.length; i++) {
      out.name(known.names[i]);
      out.value(known.components[i], get(out, known.accessors[i], value));
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
    int count = known.names.length;
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
      int i = next < count && known.names[next].equals(name) ? next : indexOf(in, known, name);
      values[i] = in.value(known.components[i]);
      seen[i] = true;
      next = i + 1;
    }
    for (int i = 0; i < count; i++) {
      if (!seen[i]) {
        in.path().at(known.names[i]);
        values[i] = known.components[i].readAbsent(in);
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
    String[] names = shape().names;
    return names.length == 0 ? "no components" : String.join(", ", names);
  }
}
