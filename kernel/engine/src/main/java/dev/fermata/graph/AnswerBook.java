// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.graph.Stored.AnswerJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Matches the answers of a command with the questions of a thread. */
final class AnswerBook {
  /** A long thread is read in pieces, newest first, and only as far as needed. */
  private static final int PAGE = 20;

  private final Checkpointer store;
  private final String thread;
  private final List<QuestionJson> open;
  private final List<QuestionJson> replaceable;
  private final Map<QuestionJson, Json> matched = new LinkedHashMap<>();
  private final Map<String, Answer> repeated = new LinkedHashMap<>();

  /**
   * A book.
   *
   * @param open the questions that wait
   * @param replaceable answered questions whose answer may be replaced; empty unless asked for
   */
  AnswerBook(
      Checkpointer store, String thread, List<QuestionJson> open, List<QuestionJson> replaceable) {
    this.store = store;
    this.thread = thread;
    this.open = open;
    this.replaceable = replaceable;
  }

  /** Answers by question, after {@link #match}. */
  Map<QuestionJson, Json> matched() {
    return matched;
  }

  /** Answers that were given before with an equal value. */
  Map<String, Answer> repeated() {
    return repeated;
  }

  void match(Parts.Answers answers) {
    if (answers instanceof Parts.One one) {
      matched.put(only(), json(one.value()));
    } else {
      Map<String, ?> values = ((Parts.ById) answers).values();
      if (values.isEmpty()) {
        throw new GraphException.AnswerRefused(
            "no-answer", "resumeAll({}) answers nothing; " + pendingText());
      }
      values.forEach((id, value) -> match(id, json(value)));
    }
    matched.forEach(AnswerBook::check);
  }

  boolean isReplacing(QuestionJson question) {
    return replaceable.contains(question);
  }

  private QuestionJson only() {
    if (open.size() == 1) {
      return open.get(0);
    }
    if (open.isEmpty() && !replaceable.isEmpty()) {
      return replaceable.get(replaceable.size() - 1);
    }
    throw new GraphException.AnswerRefused(
        "several-pending",
        "%d questions are pending, and one value was given; say which it answers:"
                .formatted(open.size())
            + " resumeAll(Map.of(id, answer)). "
            + pendingText());
  }

  private void match(String id, Json value) {
    for (QuestionJson question : open) {
      if (question.id().equals(id)) {
        matched.put(question, value);
        return;
      }
    }
    for (QuestionJson question : replaceable) {
      if (question.id().equals(id)) {
        matched.put(question, value);
        return;
      }
    }
    Answer before =
        find(store, thread, id)
            .orElseThrow(
                () ->
                    new GraphException.AnswerRefused(
                        "unknown-interrupt",
                        "no question with the id %s is pending on thread \"%s\"; %s"
                            .formatted(id, thread, pendingText())));
    if (!same(before.value(), value)) {
      throw new GraphException.AnsweredAlready(before);
    }
    repeated.put(id, before);
  }

  static boolean same(Json first, Json second) {
    return first.equals(second)
        || Objects.equals(Codec.JSON.decodeUntyped(first), Codec.JSON.decodeUntyped(second));
  }

  private static Json json(@Nullable Object answer) {
    if (answer instanceof Json json) {
      return json;
    }
    try {
      return Codec.JSON.encodeUntyped(answer, "answer");
    } catch (CheckpointException e) {
      throw new GraphException.AnswerRefused(
          e.code(), e.getMessage() + "; the question is still pending", e);
    }
  }

  private static void check(QuestionJson question, Json answer) {
    Json schema = question.schema();
    if (schema == null) {
      return;
    }
    String problem =
        AnswerSchema.problem(
            Codec.JSON.decodeUntyped(schema), Codec.JSON.decodeUntyped(answer), "the answer");
    if (problem != null) {
      throw new GraphException.AnswerRefused(
          "wrong-answer",
          "%s, so question \"%s\" of node \"%s\" is still pending"
              .formatted(problem, question.title(), question.node()));
    }
  }

  String pendingText() {
    if (open.isEmpty()) {
      return "nothing is pending";
    }
    StringBuilder text = new StringBuilder("pending: ");
    String between = "";
    for (QuestionJson question : open.subList(0, Math.min(20, open.size()))) {
      text.append(between)
          .append(question.id())
          .append(" (node \"")
          .append(question.node())
          .append("\": ")
          .append(question.title())
          .append(')');
      between = ", ";
    }
    return open.size() > 20 ? text + ", … (" + open.size() + " in all)" : text.toString();
  }

  /** The answer that was committed to a question, wherever in the thread's history it stands. */
  static Optional<Answer> find(Checkpointer store, String thread, String id) {
    for (String namespace : store.namespaces(thread)) {
      CheckpointId before = null;
      List<CheckpointTuple> page;
      do {
        page = store.list(thread, namespace, before, PAGE);
        for (CheckpointTuple tuple : page) {
          for (PendingWrite write : tuple.writes()) {
            if (write.kind().equals(Stored.RESUME) && write.key().equals(id)) {
              return Optional.of(answer(write));
            }
          }
          before = tuple.checkpoint().ref().id();
        }
      } while (page.size() == PAGE);
    }
    return Optional.empty();
  }

  static Answer answer(PendingWrite write) {
    AnswerJson stored = Stored.read(write.value(), AnswerJson.class);
    return new Answer(write.key(), stored.value(), Instant.parse(stored.at()), stored.by());
  }
}
