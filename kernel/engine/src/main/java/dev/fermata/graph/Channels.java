// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.ChannelChange;
import dev.fermata.checkpoint.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Channel values as stored JSON and back. */
final class Channels {
  private Channels() {}

  /** Channels that the graph no longer has are left out; new ones start as they would. */
  static @Nullable Object[] decode(Schema<?> schema, Map<String, Json> stored) {
    @Nullable Object[] values = schema.initial();
    stored.forEach(
        (name, json) -> {
          int channel = schema.indexOf(name);
          if (channel >= 0) {
            values[channel] = decode(schema, channel, json);
          }
        });
    return values;
  }

  private static @Nullable Object decode(Schema<?> schema, int channel, Json json) {
    String path = "state." + schema.name(channel);
    Object value = Codec.JSON.decode(json, schema.type(channel), path);
    return schema.reducer(channel) != null && value instanceof List<?> list
        ? AppendList.of(list)
        : Frozen.of(value);
  }

  /** What has changed since the last stored values. Values are never changed in place. */
  static Map<String, ChannelChange> changes(
      Schema<?> schema, @Nullable Object[] stored, @Nullable Object[] values) {
    Map<String, ChannelChange> changes = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != stored[i]) {
        changes.put(schema.name(i), change(schema, i, stored[i], values[i]));
      }
    }
    return changes;
  }

  private static ChannelChange change(
      Schema<?> schema, int channel, @Nullable Object before, @Nullable Object now) {
    String path = "state." + schema.name(channel);
    if (now instanceof AppendList<?> list && list.grewFrom(before)) {
      Type element = elementType(schema.type(channel));
      List<Json> items = new ArrayList<>();
      for (int i = before instanceof List<?> old ? old.size() : 0; i < list.size(); i++) {
        items.add(Codec.JSON.encode(list.get(i), element, path + "[" + i + "]"));
      }
      return new ChannelChange.Append(items);
    }
    return new ChannelChange.Replace(Codec.JSON.encode(now, schema.type(channel), path));
  }

  private static Type elementType(Type list) {
    return list instanceof ParameterizedType parameterized
            && parameterized.getActualTypeArguments().length == 1
        ? parameterized.getActualTypeArguments()[0]
        : Object.class;
  }
}
