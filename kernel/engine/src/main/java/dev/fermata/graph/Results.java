// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import dev.fermata.graph.Stored.DueJson;
import dev.fermata.graph.Stored.ResultJson;
import dev.fermata.graph.Stored.WriteJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tasks and commands did, as JSON and back. */
final class Results {
  private Results() {}

  static ResultJson encode(Schema<?> schema, Parts parts) {
    return new ResultJson(
        orNull(parts.writes().stream().map(write -> encode(schema, write)).toList()),
        orNull(parts.goTo()),
        orNull(parts.sends().stream().map(send -> encode(schema, send)).toList()),
        parts.parent() ? true : null);
  }

  private static <E> @Nullable List<E> orNull(List<E> list) {
    return list.isEmpty() ? null : list;
  }

  private static WriteJson encode(Schema<?> schema, Write write) {
    int channel = schema.index(write.channel());
    String path = "state." + schema.name(channel);
    Json value =
        write.kind() == Write.Kind.REMOVE
            ? Codec.JSON.encodeUntyped(write.value(), path)
            : Codec.JSON.encode(write.value(), schema.type(channel), path);
    return new WriteJson(
        schema.name(channel), write.kind() == Write.Kind.PUT ? null : write.kind().name(), value);
  }

  private static <S extends Record> DueJson encode(Schema<S> schema, Send send) {
    return new DueJson(send.node(), null, States.json(schema, States.of(schema, send.state())));
  }

  static Parts decode(Schema<?> schema, ResultJson stored) {
    return new Parts(
        some(stored.writes()).stream().map(write -> decode(schema, write)).toList(),
        some(stored.goTo()),
        some(stored.sends()).stream().map(send -> decode(schema, send)).toList(),
        null,
        Boolean.TRUE.equals(stored.parent()));
  }

  private static Write decode(Schema<?> schema, WriteJson stored) {
    int channel = schema.indexOf(stored.channel());
    if (channel < 0) {
      throw States.unknown(schema, stored.channel());
    }
    Write.Kind kind = stored.kind() == null ? Write.Kind.PUT : Write.Kind.valueOf(stored.kind());
    Object value =
        kind == Write.Kind.REMOVE
            ? Codec.JSON.decodeUntyped(stored.value())
            : Codec.JSON.decode(stored.value(), schema.type(channel), "state." + stored.channel());
    return new Write(new ChannelRef(schema.type().getName(), stored.channel()), kind, value);
  }

  private static Send decode(Schema<?> schema, DueJson stored) {
    return new Send(stored.node(), state(schema, stored));
  }

  static Record state(Schema<?> schema, DueJson stored) {
    Json json = stored.state();
    Object state = json == null ? null : Codec.JSON.decode(json, schema.type(), "state");
    if (state == null) {
      throw new IllegalStateException("a stored send has no state");
    }
    return (Record) state;
  }

  static <E> List<E> some(@Nullable List<E> list) {
    return list == null ? List.of() : list;
  }
}
