// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.Json;
import dev.fermata.graph.Stored.AnswerJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What {@code interrupt} and {@code once} of one running task know: the questions and answers
 * recorded for it, and how many it has asked in this execution. Used on the task's thread.
 *
 * <p>A task of a subgraph without checkpoints keeps its questions with the task above it that has
 * them (its host), under slots that start with its place.
 */
final class Scratchpad {
  /** The pad of the task that runs on this thread. */
  static final ThreadLocal<@Nullable Scratchpad> CURRENT = new ThreadLocal<>();

  private static final int MAX_QUESTIONS = 1_000;

  private final RunContext task;
  private final RunScope scope;
  private final @Nullable TaskRecord record;
  private final @Nullable Scratchpad host;
  private final String prefix;
  private final List<QuestionJson> fresh = new ArrayList<>();
  private int asked;
  private int unnamed;
  private int calls;
  private @Nullable Suspension suspension;
  private List<QuestionJson> open = List.of();
  private boolean below;
  private @Nullable Refused refused;

  /** An answer that the question's prompt could not read. */
  record Refused(QuestionJson question, RuntimeException why) {}

  /**
   * A pad.
   *
   * @param record what is recorded for the task; null for a task whose graph keeps no checkpoints
   * @param host the pad that keeps this one's questions; null when it keeps them itself, or nobody
   *     does
   */
  Scratchpad(
      RunContext task,
      RunScope scope,
      @Nullable TaskRecord record,
      @Nullable Scratchpad host,
      String prefix) {
    this.task = task;
    this.scope = scope;
    this.record = record;
    this.host = host;
    this.prefix = prefix;
  }

  static Scratchpad current(String word) {
    Scratchpad pad = CURRENT.get();
    if (pad == null) {
      throw new GraphException.InterruptMisuse(
          "interrupt-outside-node",
          ("%s works only inside a node of a running graph, on the thread the node was called on;"
                  + " not in plain code, in a parallel stream or on a thread the node started")
              .formatted(word));
    }
    return pad;
  }

  RunContext task() {
    return task;
  }

  RunScope scope() {
    return scope;
  }

  /** Before each execution of the node: counts start again. */
  void begin() {
    asked = 0;
    unnamed = 0;
    calls = 0;
    suspension = null;
    open = List.of();
  }

  /** Whether this execution asked, or called a graph, which may have asked. */
  boolean hasAsked() {
    return asked > 0 || calls > 0;
  }

  int nextCall() {
    return calls++;
  }

  <R> R ask(Prompt<R> prompt) {
    Scratchpad keeper = keeper();
    if (suspension != null) {
      throw Suspension.<RuntimeException>sneak(suspension);
    }
    if (asked >= MAX_QUESTIONS) {
      throw new GraphException.InterruptMisuse(
          "too-many-questions",
          "node \"%s\" asked more than %,d questions in one task; is the loop around it endless?"
              .formatted(task.node(), MAX_QUESTIONS));
    }
    Json payload = payload(prompt);
    asked++;
    String key = prompt.options().key();
    String slot = prefix + (key == null ? Integer.toString(unnamed++) : "key=" + key);
    Asking asking = new Asking(prompt, payload, slot, CallSite.ofInterrupt());
    AnswerJson answer = keeper.answer(asking, this);
    try {
      return prompt.answers().read(answer.value());
    } catch (IllegalArgumentException | CheckpointException e) {
      QuestionJson question = asking.known(keeper.requireRecord());
      keeper.refused = new Refused(question, e);
      throw suspend(keeper, question, false);
    }
  }

  private Json payload(Prompt<?> prompt) {
    try {
      return Codec.JSON.encodeUntyped(prompt.payload(), "payload");
    } catch (CheckpointException e) {
      throw new GraphException.InterruptMisuse(
          e.code(),
          "the question of node \"%s\" cannot be stored: %s. Ask with text, numbers, lists, maps or"
                  .formatted(task.node(), e.getMessage())
              + " records of these",
          e);
    }
  }

  private AnswerJson answer(Asking asking, Scratchpad asker) {
    TaskRecord records = requireRecord();
    QuestionJson known = asking.find(records);
    if (known == null) {
      throw asker.suspend(this, asking.question(this, asker.task.node(), 0, null, null), true);
    }
    AnswerJson answer = records.answer(known.id());
    if (asking.isSame(known)) {
      if (answer == null) {
        throw asker.suspend(this, asking.refreshed(this, known), true);
      }
      return answer;
    }
    if (answer == null) {
      int revision = known.revisionNumber() + 1;
      throw asker.suspend(
          this, asking.question(this, asker.task.node(), revision, null, null), true);
    }
    if (asking.isSameAfterUpdate(known, answer)) {
      return answer;
    }
    throw asker.changed(asking, known, answer, this);
  }

  private RuntimeException changed(
      Asking asking, QuestionJson known, AnswerJson answer, Scratchpad keeper) {
    if (scope.changedQuestion() == OnChangedQuestion.FAIL) {
      throw new GraphException.QuestionChanged(
          task.node(), asked, known.value().toString(), asking.payload().toString());
    }
    return suspend(
        keeper,
        asking.question(keeper, task.node(), known.revisionNumber() + 1, known, answer),
        true);
  }

  private RuntimeException suspend(Scratchpad keeper, QuestionJson question, boolean isNew) {
    if (isNew) {
      keeper.keep(question);
    }
    return suspendOn(List.of(question), keeper != this);
  }

  private synchronized void keep(QuestionJson question) {
    if (requireRecord().add(question)) {
      fresh.add(question);
    }
  }

  /** Pauses this task because a graph that runs inside it waits for these questions. */
  RuntimeException suspendBelow(List<QuestionJson> questions) {
    return suspendOn(questions, true);
  }

  private RuntimeException suspendOn(List<QuestionJson> questions, boolean mirrored) {
    Suspension pause = new Suspension();
    suspension = pause;
    open = questions;
    below = mirrored;
    return Suspension.<RuntimeException>sneak(pause);
  }

  private Scratchpad keeper() {
    if (record != null) {
      return this;
    }
    if (host != null) {
      return host;
    }
    throw new GraphException.InterruptMisuse(
        "no-checkpointer",
        ("node \"%s\" asks, but the run keeps no checkpoint, so no answer could ever come back;"
                + " compile the graph with a checkpointer and invoke it on a thread:"
                + " compile(CompileOptions.defaults().withCheckpointer(…)), invoke(input,"
                + " thread(\"id\"))")
            .formatted(task.node()));
  }

  private TaskRecord requireRecord() {
    if (record == null) {
      throw new IllegalStateException("a pad without a record keeps no questions");
    }
    return record;
  }

  /** The pad that keeps what tasks of a subgraph without checkpoints ask; null for nobody. */
  @Nullable Scratchpad keeperForBelow() {
    return record != null ? this : host;
  }

  String prefix() {
    return prefix;
  }

  @Nullable Object once(String key, Class<?> type, Callable<?> action) {
    Scratchpad keeper = keeperForBelow();
    if (keeper == null) {
      return Once.run(action);
    }
    return Once.recorded(keeper.requireRecord(), keeper, prefix + key, type, action);
  }

  @Nullable Suspension suspension() {
    return suspension;
  }

  /** The questions the task waits for. */
  List<QuestionJson> open() {
    return open;
  }

  /** Whether the questions it waits for are kept elsewhere. */
  boolean isBelow() {
    return below;
  }

  /** Questions asked for the first time in this execution, to be committed. */
  synchronized List<QuestionJson> fresh() {
    return List.copyOf(fresh);
  }

  @Nullable Refused refused() {
    return refused;
  }

  @Nullable TaskRecord record() {
    return record;
  }
}
