// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import dev.fermata.graph.Stored.AnswerJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code interrupt} that looks for its answer.
 *
 * @param prompt the question
 * @param payload its payload as JSON
 * @param slot which question of the task it is
 * @param site where in the source it is asked
 */
record Asking(Prompt<?> prompt, Json payload, String slot, String site) {
  private static final int MAX_TITLE = 200;

  /** The recorded question this call stands for: by its key, else by its place. */
  @Nullable QuestionJson find(TaskRecord records) {
    return records.atSlot(slot);
  }

  /** The recorded question this call stands for, which is known to be there. */
  QuestionJson known(TaskRecord records) {
    QuestionJson found = find(records);
    if (found == null) {
      throw new IllegalStateException("an answer without a question at " + slot);
    }
    return found;
  }

  /** Whether the recorded question is this one: the same key, or the same kind and payload. */
  boolean isSame(QuestionJson known) {
    if (!known.kind().equals(prompt.kind())) {
      return false;
    }
    String key = prompt.options().key();
    return (key != null && key.equals(known.key())) || isEqual(known.value(), payload);
  }

  /** Maps may have changed their order over a restart, so bytes alone do not decide. */
  private static boolean isEqual(Json recorded, Json now) {
    return recorded.equals(now)
        || Objects.equals(Codec.JSON.decodeUntyped(recorded), Codec.JSON.decodeUntyped(now));
  }

  /**
   * Whether it is the same question about a state that the answering command itself changed: who
   * answers and updates in one command has said what the answer is about.
   */
  boolean isSameAfterUpdate(QuestionJson known, AnswerJson answer) {
    return Boolean.TRUE.equals(answer.update())
        && known.kind().equals(prompt.kind())
        && site.equals(known.site());
  }

  /**
   * The pending question as it is asked now: it keeps its id. A keyed one may have a new wording,
   * and code that was edited since asks in its own name from now on.
   */
  QuestionJson refreshed(Scratchpad keeper, QuestionJson known) {
    if (known.value().equals(payload)) {
      String structure = keeper.scope().structure();
      String code = code(keeper, known.node());
      boolean edited =
          !Objects.equals(structure, known.structure()) || !Objects.equals(code, known.code());
      return edited ? known.askedBy(structure, code) : known;
    }
    QuestionJson now = question(keeper, known.node(), known.revisionNumber(), null, null);
    return now.under(known.id(), known.slot());
  }

  QuestionJson question(
      Scratchpad keeper,
      String node,
      int revision,
      @Nullable QuestionJson old,
      @Nullable AnswerJson oldAnswer) {
    Prompt.Options options = prompt.options();
    Duration time = options.expiresAfter();
    Prompt.Otherwise otherwise = options.otherwise();
    Map<String, ?> schema = prompt.schema();
    return new QuestionJson(
        Ids.of(keeper.task().taskId(), slot, revision),
        slot,
        revision == 0 ? null : revision,
        node,
        prompt.kind(),
        payload,
        options.title() == null ? title() : options.title(),
        options.key(),
        schema == null ? null : Codec.JSON.encodeUntyped(schema, "answerSchema"),
        site,
        time == null ? null : Instant.now().plus(time).toEpochMilli(),
        otherwise == null ? null : Codec.JSON.encodeUntyped(otherwise.answer(), "otherwise"),
        old == null ? null : old.value(),
        oldAnswer == null ? null : oldAnswer.value(),
        keeper.scope().structure(),
        code(keeper, node),
        null);
  }

  private static @Nullable String code(Scratchpad keeper, String node) {
    return keeper.task().node().equals(node) ? keeper.scope().code(node) : null;
  }

  private String title() {
    Object value = prompt.payload();
    if (value instanceof Map<?, ?> map) {
      for (String word : new String[] {"question", "instruction", "message", "title"}) {
        if (map.get(word) instanceof String text) {
          return shortened(text);
        }
      }
    }
    return shortened(value instanceof String text ? text : payload.toString());
  }

  private static String shortened(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end) + " …";
    return line.length() <= MAX_TITLE
        ? line
        : line.substring(
                0,
                line.offsetByCodePoints(
                    0, Math.min(MAX_TITLE - 1, line.codePointCount(0, line.length()))))
            + "…";
  }
}
