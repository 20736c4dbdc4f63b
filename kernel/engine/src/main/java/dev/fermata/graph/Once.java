// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Actions whose results are committed before the node goes on. */
final class Once {
  private Once() {}

  static @Nullable Object run(Callable<?> action) {
    try {
      return action.call();
    } catch (Exception e) {
      throw Suspension.<RuntimeException>sneak(e);
    }
  }

  static @Nullable Object recorded(
      TaskRecord record, Scratchpad keeper, String key, Class<?> type, Callable<?> action) {
    Json known = record.once(key);
    if (known == null) {
      Object result = run(action);
      known = encoded(key, type, result);
      keeper.scope().commitOnce(keeper.task().taskId(), key, known);
      record.once(key, known);
    }
    return decoded(key, type, known);
  }

  private static Json encoded(String key, Class<?> type, @Nullable Object result) {
    if (type != Object.class) {
      return Codec.JSON.encode(result, type, "once(\"" + key + "\")");
    }
    Json json = Codec.JSON.encodeUntyped(result, "once(\"" + key + "\")");
    if (!Objects.equals(Codec.JSON.decodeUntyped(json), result)) {
      throw new GraphException.InterruptMisuse(
          "once-needs-type",
          ("the result of once(\"%s\", …) is a %s, which JSON alone cannot rebuild; pass its class:"
                  + " once(\"%s\", %s.class, …)")
              .formatted(
                  key,
                  result == null ? "null" : result.getClass().getSimpleName(),
                  key,
                  result == null ? "Type" : result.getClass().getSimpleName()));
    }
    return json;
  }

  private static @Nullable Object decoded(String key, Class<?> type, Json json) {
    return type == Object.class
        ? Codec.JSON.decodeUntyped(json)
        : Codec.JSON.decode(json, type, "once(\"" + key + "\")");
  }
}
