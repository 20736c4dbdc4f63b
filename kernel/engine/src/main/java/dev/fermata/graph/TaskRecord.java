// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.graph.Stored.AnswerJson;
import dev.fermata.graph.Stored.ErrorJson;
import dev.fermata.graph.Stored.QuestionJson;
import dev.fermata.graph.Stored.QuestionsJson;
import dev.fermata.graph.Stored.ResultJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one task has left beside its checkpoint: its result, questions, answers, error, and the
 * results of its {@code once}. Mutable; used by one run at a time, under its own lock.
 */
final class TaskRecord {
  private final Map<String, QuestionJson> byId = new LinkedHashMap<>();
  private final Map<String, QuestionJson> bySlot = new HashMap<>();
  private final Map<String, AnswerJson> answers = new HashMap<>();
  private final Map<String, Json> once = new HashMap<>();
  private List<QuestionJson> below = List.of();
  private @Nullable ResultJson result;
  private @Nullable ErrorJson error;

  /** Sorts the pending writes of a checkpoint by task. */
  static Map<String, TaskRecord> of(CheckpointTuple tuple) {
    Map<String, TaskRecord> records = new HashMap<>();
    for (PendingWrite write : tuple.writes()) {
      records.computeIfAbsent(write.task(), task -> new TaskRecord()).read(write);
    }
    return records;
  }

  private void read(PendingWrite write) {
    switch (write.kind()) {
      case Stored.RESULT -> result = Stored.read(write.value(), ResultJson.class);
      case Stored.ERROR -> error = Stored.read(write.value(), ErrorJson.class);
      case Stored.INTERRUPT -> add(Stored.question(write));
      case Stored.RESUME -> answers.put(write.key(), Stored.read(write.value(), AnswerJson.class));
      case Stored.ONCE -> once.put(write.key(), write.value());
      case Stored.BELOW -> below = Stored.read(write.value(), QuestionsJson.class).questions();
      default -> {} // a newer engine's word, or a command's
    }
  }

  /** Adds a question; false when it is there as it is. */
  synchronized boolean add(QuestionJson question) {
    QuestionJson same = byId.put(question.id(), question);
    QuestionJson before = bySlot.get(question.slot());
    if (before == null || before.revisionNumber() <= question.revisionNumber()) {
      bySlot.put(question.slot(), question);
    }
    return !question.equals(same);
  }

  synchronized @Nullable QuestionJson atSlot(String slot) {
    return bySlot.get(slot);
  }

  synchronized @Nullable AnswerJson answer(String id) {
    return answers.get(id);
  }

  synchronized void answer(String id, AnswerJson answer) {
    answers.put(id, answer);
  }

  synchronized void withdraw(String id) {
    answers.remove(id);
  }

  synchronized Map<String, AnswerJson> answers() {
    return Map.copyOf(answers);
  }

  synchronized @Nullable Json once(String key) {
    return once.get(key);
  }

  synchronized void once(String key, Json value) {
    once.put(key, value);
  }

  /** The questions that were answered, newest last; one per slot. */
  synchronized List<QuestionJson> answered() {
    return byId.values().stream()
        .filter(question -> answers.containsKey(question.id()))
        .filter(question -> question.equals(bySlot.get(question.slot())))
        .toList();
  }

  synchronized List<QuestionJson> questions() {
    return List.copyOf(byId.values());
  }

  List<QuestionJson> below() {
    return below;
  }

  @Nullable ResultJson result() {
    return result;
  }

  @Nullable ErrorJson error() {
    return error;
  }

  /** The questions this task waits for, as far as this record alone knows. */
  synchronized List<QuestionJson> open() {
    if (result != null || error != null) {
      return List.of();
    }
    if (!below.isEmpty()) {
      return below.stream().filter(question -> answers.get(question.id()) == null).toList();
    }
    List<QuestionJson> all = new ArrayList<>(byId.values());
    for (int i = all.size() - 1; i >= 0; i--) {
      QuestionJson question = all.get(i);
      boolean current = question.equals(bySlot.get(question.slot()));
      if (current && !answers.containsKey(question.id())) {
        return List.of(question);
      }
    }
    return List.of();
  }
}
