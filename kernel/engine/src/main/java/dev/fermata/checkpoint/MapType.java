// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map as a JSON object. Maps without an order of their own are written sorted by key, so that
 * equal maps have equal bytes in every JVM.
 *
 * @param type the declared class
 * @param key strings to keys and back
 * @param value what it holds
 * @param copy makes the declared class of a fresh map; an unmodifiable view for the interfaces
 */
record MapType(Class<?> type, KeyType key, ValueType value, Copy copy) implements ValueType {
  /** Makes a map of the declared class. */
  interface Copy {
    Map<?, ?> of(Map<Object, Object> entries);
  }

  private record Entry(String name, @Nullable Object value) {}

  @Override
  public void write(JsonWriter out, Object object) throws IOException {
    if (!type.isInstance(object)) {
      throw out.wrongValue(object, type.getSimpleName());
    }
    write(out, (Map<?, ?>) object, key, value);
  }

  static void write(JsonWriter out, Map<?, ?> map, KeyType key, ValueType value)
      throws IOException {
    out.path().enter(map);
    out.json().writeStartObject();
    if (Unordered.is(map)) {
      List<Entry> entries = new ArrayList<>(map.size());
      for (Map.Entry<?, ?> each : map.entrySet()) {
        entries.add(new Entry(key.name(out, each.getKey()), each.getValue()));
      }
      entries.sort(java.util.Comparator.comparing(Entry::name));
      for (Entry each : entries) {
        out.name(each.name());
        out.value(value, each.value());
      }
    } else {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        out.name(key.name(out, each.getKey()));
        out.value(value, each.getValue());
      }
    }
    out.json().writeEndObject();
    out.path().leave();
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    return copy.of(readAll(in, key, value));
  }

  static Map<Object, Object> readAll(JsonReader in, KeyType key, ValueType value)
      throws IOException {
    if (!in.at(JsonToken.START_OBJECT)) {
      throw in.unexpected("an object");
    }
    Map<Object, Object> entries = new LinkedHashMap<>();
    in.path().enter();
    while (in.json().nextToken() != JsonToken.END_OBJECT) {
      String name = in.json().currentName();
      in.path().at(name);
      Object mapKey = key.key(in, name);
      in.json().nextToken();
      putNullable(entries, mapKey, in.value(value));
    }
    in.path().leave();
    return entries;
  }

  @SuppressWarnings("NullAway") // JSON objects hold nulls, and so may the maps made of them
  private static void putNullable(Map<Object, Object> entries, Object key, @Nullable Object value) {
    entries.put(key, value);
  }
}
