// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State records made of other things: maps, other records, JSON. */
final class States {
  private States() {}

  /** A state of its own for a task: the record itself, or one made by component names. */
  static <S extends Record> S of(Schema<S> schema, Object state) {
    if (schema.type().isInstance(state)) {
      return schema.type().cast(state);
    }
    @Nullable Object[] values = schema.initial();
    if (state instanceof Map<?, ?> map) {
      map.forEach((name, value) -> place(schema, values, String.valueOf(name), value));
    } else if (state instanceof Record record) {
      RecordShape shape = RecordShape.of(record.getClass());
      for (int i = 0; i < shape.size(); i++) {
        if (schema.indexOf(shape.name(i)) >= 0) {
          place(schema, values, shape.name(i), shape.read(record, i));
        }
      }
    } else {
      throw new GraphException.InvalidUpdate(
          "bad-send",
          "the state of a send is a %s; it must be a %s, or a map or record with its components"
              .formatted(state.getClass().getSimpleName(), schema.type().getSimpleName()));
    }
    return schema.build(values);
  }

  private static void place(
      Schema<?> schema, @Nullable Object[] values, String name, @Nullable Object value) {
    int channel = schema.indexOf(name);
    if (channel < 0) {
      throw unknown(schema, name);
    }
    schema.check(channel, value);
    if (value != null && !wrapped(schema.rawType(channel)).isInstance(value)) {
      throw new GraphException.InvalidUpdate(
          "bad-send",
          "component \"%s\" is a %s; the value given is a %s"
              .formatted(
                  name, schema.type(channel).getTypeName(), value.getClass().getSimpleName()));
    }
    values[channel] = value;
  }

  private static Class<?> wrapped(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  static GraphException unknown(Schema<?> schema, String name) {
    return new GraphException.InvalidUpdate(
        "unknown-channel",
        "state %s: %s"
            .formatted(
                schema.type().getSimpleName(), Names.missing("component", name, schema.names())));
  }

  /** The writes of an input record: what is null is not given, primitives always are. */
  static <S extends Record> List<Write> input(Schema<S> schema, S input) {
    @Nullable Object[] values = schema.read(input);
    List<Write> writes = new java.util.ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      boolean primitive = schema.rawType(i).isPrimitive();
      if (values[i] != null && (schema.inputs().has(i) || !primitive)) {
        schema.inputs().requireInput(schema, i);
        writes.add(write(schema, i, values[i]));
      }
    }
    return writes;
  }

  /** The writes of a JSON object: the keys that are there, an explicit null included. */
  static List<Write> input(Schema<?> schema, String text) {
    try {
      return input(schema, Codec.JSON.parseUser(text));
    } catch (CheckpointException e) {
      throw new GraphException.InvalidUpdate(
          e.code(), "the input does not fit: " + e.getMessage(), e);
    }
  }

  private static List<Write> input(Schema<?> schema, Json object) {
    List<Write> writes = new java.util.ArrayList<>();
    for (Map.Entry<String, Json> member : members(schema, object).entrySet()) {
      int channel = schema.indexOf(member.getKey());
      if (channel < 0) {
        throw unknown(schema, member.getKey());
      }
      schema.inputs().requireInput(schema, channel);
      writes.add(write(schema, channel, decode(schema, channel, member.getValue())));
    }
    return writes;
  }

  private static Map<String, Json> members(Schema<?> schema, Json object) {
    String text = object.toString();
    if (!text.startsWith("{")) {
      throw new GraphException.InvalidUpdate(
          "input-not-an-object",
          "the input is not a JSON object; it must be {\"%s\": …}"
              .formatted(schema.size() == 0 ? "name" : schema.name(0)));
    }
    return Codec.JSON.members(object);
  }

  private static @Nullable Object decode(Schema<?> schema, int channel, Json value) {
    if (value.equals(Json.NULL)) {
      schema.check(channel, null);
    }
    return Codec.JSON.decode(value, schema.type(channel), "state." + schema.name(channel));
  }

  static Write write(Schema<?> schema, int channel, @Nullable Object value) {
    return new Write(
        new ChannelRef(schema.type().getName(), schema.name(channel)), Write.Kind.PUT, value);
  }

  /** A state as JSON, by component names. */
  static <S extends Record> Json json(Schema<S> schema, S state) {
    return Codec.JSON.encode(state, schema.type(), "state");
  }

  /** Writes as a map of channel to value, for people. */
  static Map<String, @Nullable Object> byChannel(List<Write> writes) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    writes.forEach(write -> map.put(write.channel().name(), write.value()));
    return map;
  }
}
