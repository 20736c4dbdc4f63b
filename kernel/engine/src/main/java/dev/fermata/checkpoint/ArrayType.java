// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.List;

/**
 * A Java array as a JSON array; {@code byte[]} is base64 text instead.
 *
 * @param component the Java class of its components
 * @param element what it holds
 */
record ArrayType(Class<?> component, ValueType element) implements ValueType {
  @Override
  public void write(JsonWriter out, Object value) throws IOException {
    if (!value.getClass().isArray()) {
      throw out.wrongValue(value, TypeNames.of(component) + "[]");
    }
    out.path().enter(value);
    out.json().writeStartArray();
    int length = Array.getLength(value);
    for (int i = 0; i < length; i++) {
      out.path().at(i);
      out.value(element, Array.get(value, i));
    }
    out.json().writeEndArray();
    out.path().leave();
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    List<Object> values = CollectionType.readAll(in, element);
    Object array = Array.newInstance(component, values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, values.get(i));
    }
    return array;
  }
}
