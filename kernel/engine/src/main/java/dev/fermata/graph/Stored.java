// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.PendingWrite;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own words in a store: the shapes of plans and pending writes as JSON. Absent
 * components are null. Reading stays lenient towards older shapes.
 */
final class Stored {
  /** Kinds of pending writes. */
  static final String RESULT = "result";

  static final String INTERRUPT = "interrupt";
  static final String BELOW = "below";
  static final String RESUME = "resume";
  static final String ERROR = "error";
  static final String ONCE = "once";
  static final String COMMAND = "command";

  /** The task under which a command's updates and destinations are kept. */
  static final String NO_TASK = "";

  private Stored() {}

  /** What is due. */
  record PlanJson(
      String run,
      @Nullable List<DueJson> due,
      @Nullable Map<String, List<String>> arrived,
      @Nullable List<String> deferred,
      @Nullable List<String> writers,
      @Nullable String caller) {}

  /** One due task; {@code n} is the ordinal of a send. */
  record DueJson(String node, @Nullable Integer n, @Nullable Json state) {}

  /** What a task or a command did. */
  record ResultJson(
      @Nullable List<WriteJson> writes,
      @Nullable List<String> goTo,
      @Nullable List<DueJson> sends,
      @Nullable Boolean parent) {}

  /** One write; {@code kind} is null for a plain one. */
  record WriteJson(String channel, @Nullable String kind, Json value) {}

  /** One question. */
  record QuestionJson(
      String id,
      String slot,
      @Nullable Integer revision,
      String node,
      String kind,
      Json value,
      String title,
      @Nullable String key,
      @Nullable Json schema,
      @Nullable String site,
      @Nullable Long expires,
      @Nullable Json otherwise,
      @Nullable Json oldValue,
      @Nullable Json oldAnswer,
      @Nullable String structure,
      @Nullable String code,
      @Nullable HomeJson home) {
    int revisionNumber() {
      return revision == null ? 0 : revision;
    }

    QuestionJson under(String otherId, String otherSlot) {
      return new QuestionJson(
          otherId, otherSlot, revision, node, kind, value, title, key, schema, site, expires,
          otherwise, oldValue, oldAnswer, structure, code, home);
    }

    QuestionJson askedBy(@Nullable String newStructure, @Nullable String newCode) {
      return new QuestionJson(
          id,
          slot,
          revision,
          node,
          kind,
          value,
          title,
          key,
          schema,
          site,
          expires,
          otherwise,
          oldValue,
          oldAnswer,
          newStructure,
          newCode,
          home);
    }

    QuestionJson at(HomeJson place) {
      return new QuestionJson(
          id, slot, revision, node, kind, value, title, key, schema, site, expires, otherwise,
          oldValue, oldAnswer, structure, code, place);
    }
  }

  /** Where a question of a subgraph is kept, and its answer goes. */
  record HomeJson(String namespace, long checkpoint, String task) {}

  /** One answer; {@code update} when it came with an update of the state. */
  record AnswerJson(Json value, String at, String by, @Nullable Boolean update) {}

  /** Why a task failed. */
  record ErrorJson(String type, @Nullable String message, @Nullable Boolean answered) {}

  static Json json(Record value) {
    return Codec.JSON.encodeSparse(value, value.getClass(), "stored");
  }

  /** A question as a pending write, whose key is its id already. */
  static Json question(QuestionJson question) {
    return json(question.under("", question.slot()));
  }

  static QuestionJson question(PendingWrite write) {
    QuestionJson question = read(write.value(), QuestionJson.class);
    return question.id().isEmpty() ? question.under(write.key(), question.slot()) : question;
  }

  static <T> T read(Json json, Class<T> type) {
    Object value = Codec.JSON.decode(json, type, "stored");
    if (value == null) {
      throw new IllegalStateException("stored " + type.getSimpleName() + " is null");
    }
    return type.cast(value);
  }

  /** A list of questions as one value. */
  record QuestionsJson(List<QuestionJson> questions) {}

  static @Nullable Object decode(Json json, Type type, String path) {
    return Codec.JSON.decode(json, type, path);
  }
}
