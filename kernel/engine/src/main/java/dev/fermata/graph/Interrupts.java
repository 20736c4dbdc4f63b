// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import dev.fermata.graph.Stored.QuestionJson;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stored questions as {@link Interrupt}s. */
final class Interrupts {
  private Interrupts() {}

  @SuppressWarnings("unchecked")
  static Interrupt of(QuestionJson question) {
    Json schema = question.schema();
    Json old = question.oldValue();
    Long expires = question.expires();
    return new Interrupt(
        question.id(),
        Codec.JSON.decodeUntyped(question.value()),
        question.node(),
        question.home() == null ? "" : question.home().namespace(),
        question.kind(),
        question.title(),
        question.key(),
        schema == null ? null : (Map<String, ?>) Codec.JSON.decodeUntyped(schema),
        expires == null ? null : Instant.ofEpochMilli(expires),
        old == null ? null : new Interrupt.Previous(value(old), value(question.oldAnswer())));
  }

  private static @Nullable Object value(@Nullable Json json) {
    return json == null ? null : Codec.JSON.decodeUntyped(json);
  }
}
