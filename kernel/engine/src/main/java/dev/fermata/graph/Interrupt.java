// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question that waits for its answer: LangGraph's {@code Interrupt}. Built from stored JSON
 * alone, so it is the same before and after a restart.
 *
 * @param id 32 hex digits; stable while the question stands, new for each question, thread, run and
 *     fork
 * @param value the payload in JSON's Java types
 * @param node the asking node; of a subgraph, its own node
 * @param namespace "" when the root graph asks, else the subgraph's place
 * @param kind the prompt's kind: {@code value} (untyped), {@code approve}, {@code edit}, {@code
 *     ask}, {@code choose}, {@code review}, or a kind of the program's own
 * @param title the question in one line of plain text
 * @param key the name the question was given; null when it has none
 * @param answerSchema which answers fit; null for any. JSON Schema with these words: {@code type}
 *     (string, integer, number, boolean, object, array), {@code enum}, {@code properties}, {@code
 *     required}, {@code items}, {@code minimum}, {@code maximum}, {@code anyOf}
 * @param expiresAt when it answers itself; null for never
 * @param previous the answered question in whose place this one is asked, because the node asks
 *     something else than before; null normally
 */
public record Interrupt(
    String id,
    @Nullable Object value,
    String node,
    String namespace,
    String kind,
    String title,
    @Nullable String key,
    @Nullable Map<String, ?> answerSchema,
    @Nullable Instant expiresAt,
    @Nullable Previous previous) {

  /**
   * The payload as JSON text.
   *
   * @return the same value as {@link #value()}
   */
  public Json json() {
    return Codec.JSON.encodeUntyped(value, "payload");
  }

  /** The id, the payload and the node; the rest where it says something. */
  @Override
  public String toString() {
    return "Interrupt[id=%s, value=%s, node=%s%s%s]"
        .formatted(
            id,
            value,
            node,
            namespace.isEmpty() ? "" : ", namespace=" + namespace,
            previous == null ? "" : ", previous=" + previous);
  }

  /**
   * A question that was answered, and whose node asks something else now.
   *
   * @param value the old payload in JSON's Java types
   * @param answer the answer it was given, in JSON's Java types; it was not used
   */
  public record Previous(@Nullable Object value, @Nullable Object answer) {}
}
