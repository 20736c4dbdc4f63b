// SPDX-License-Identifier: Apache-2.0
package dev.fermata.prompt;

import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.JsonCodec;
import dev.fermata.graph.Prompt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to a review: approve with or without changes, or reject. */
final class Reviews<T extends Record> implements Prompt.Answers<Decision<T>> {
  private static final JsonCodec CODEC = new JsonCodec();

  private final T proposal;

  Reviews(T proposal) {
    this.proposal = proposal;
  }

  static Map<String, Object> schema(Class<?> type) {
    Map<String, Object> approve = new LinkedHashMap<>();
    approve.put("action", Map.of("enum", List.of("approve")));
    approve.putAll(Shapes.properties(type));
    Map<String, Object> reject = new LinkedHashMap<>();
    reject.put("action", Map.of("enum", List.of("reject")));
    reject.put("message", Map.of("type", "string"));
    return Map.of(
        "anyOf",
        List.of(
            Shapes.object(approve, List.of("action")),
            Shapes.object(reject, List.of("action")),
            Map.of("type", "boolean")));
  }

  @Override
  public Decision<T> read(Json answer) {
    Object value = CODEC.decodeUntyped(answer);
    if (value instanceof Boolean yes) {
      return yes ? new Approved<>(proposal) : new Rejected<>("");
    }
    if (!(value instanceof Map<?, ?> decision)) {
      throw new IllegalArgumentException("expected an object with an \"action\"");
    }
    Object action = decision.get("action");
    if ("reject".equals(action)) {
      Object message = decision.get("message");
      return new Rejected<>(message == null ? "" : message.toString());
    }
    if ("approve".equals(action)) {
      return new Approved<>(edited(answer));
    }
    throw new IllegalArgumentException("\"action\" is " + action + ", not approve or reject");
  }

  /** The proposal with the components that the answer names; anything else is a typing error. */
  @SuppressWarnings("unchecked")
  private T edited(Json answer) {
    Map<String, Json> merged =
        new LinkedHashMap<>(CODEC.members(CODEC.encode(proposal, proposal.getClass(), "proposal")));
    Map<String, Json> given = new LinkedHashMap<>(CODEC.members(answer));
    given.remove("action");
    merged.putAll(given);
    T decoded = (T) CODEC.decode(CODEC.object(merged), proposal.getClass(), "answer");
    if (decoded == null) {
      throw new IllegalArgumentException("expected an object");
    }
    return decoded;
  }

  @Override
  public @Nullable Object write(Decision<T> decision) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    if (decision instanceof Approved<T> approved) {
      answer.put("action", "approve");
      answer.putAll(Shapes.components(approved.value()));
    } else if (decision instanceof Rejected<T> rejected) {
      answer.put("action", "reject");
      answer.put("message", rejected.reason());
    }
    return answer;
  }
}
