// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A collection as a JSON array. Sets without an order of their own are written sorted by their
 * elements' bytes, so that equal sets have equal bytes in every JVM.
 *
 * @param type the declared class
 * @param element what it holds
 * @param copy makes the declared class of a fresh list; an unmodifiable view for the interfaces
 */
record CollectionType(Class<?> type, ValueType element, Copy copy) implements ValueType {
  /** Makes a collection of the declared class. */
  interface Copy {
    Collection<?> of(List<Object> elements);
  }

  @Override
  public void write(JsonWriter out, Object value) throws IOException {
    if (!type.isInstance(value)) {
      throw out.wrongValue(value, type.getSimpleName());
    }
    write(out, (Collection<?>) value, element);
  }

  static void write(JsonWriter out, Collection<?> values, ValueType element) throws IOException {
    out.path().enter(values);
    out.json().writeStartArray();
    if (Unordered.is(values)) {
      writeSorted(out, values, element);
    } else {
      int index = 0;
      for (Object each : values) {
        out.path().at(index++);
        out.value(element, each);
      }
    }
    out.json().writeEndArray();
    out.path().leave();
  }

  private static void writeSorted(JsonWriter out, Collection<?> values, ValueType element)
      throws IOException {
    List<byte[]> texts = new ArrayList<>(values.size());
    for (Object each : values) {
      out.path().at(texts.size());
      texts.add(out.apart(element, each));
    }
    texts.sort(Arrays::compareUnsigned);
    for (byte[] text : texts) {
      out.raw(text);
    }
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    return copy.of(readAll(in, element));
  }

  static List<Object> readAll(JsonReader in, ValueType element) throws IOException {
    if (!in.at(JsonToken.START_ARRAY)) {
      throw in.unexpected("an array");
    }
    List<Object> values = new ArrayList<>();
    in.path().enter();
    while (in.json().nextToken() != JsonToken.END_ARRAY) {
      in.path().at(values.size());
      addNullable(values, in.value(element));
    }
    in.path().leave();
    return values;
  }

  @SuppressWarnings("NullAway") // JSON arrays hold nulls, and so may the lists made of them
  private static void addNullable(
      List<Object> values, @org.jspecify.annotations.Nullable Object value) {
    values.add(value);
  }
}
