// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.ChannelChange;
import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.Stored.AnswerJson;
import dev.fermata.graph.Stored.ErrorJson;
import dev.fermata.graph.Stored.QuestionJson;
import dev.fermata.graph.Stored.QuestionsJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what of a run is stored, and when. Does nothing for a run without checkpoints. */
final class Saver<S extends Record> {
  private final Topology<S> topology;
  private final RunSetup setup;
  private final @Nullable Ledger ledger;
  private @Nullable Object[] stored;
  private Source source = Source.LOOP;
  private boolean unsaved;

  Saver(Topology<S> topology, RunSetup setup, @Nullable Ledger ledger, @Nullable Object[] stored) {
    this.topology = topology;
    this.setup = setup;
    this.ledger = ledger;
    this.stored = stored;
  }

  /** A superstep has ended. */
  void step(Source from, int step, @Nullable Object[] values, Plan plan, String run) {
    if (ledger == null) {
      return;
    }
    source = from;
    unsaved = true;
    if (setup.config().durability() == Durability.EXIT) {
      return;
    }
    settle(step, values, plan, run);
    if (setup.config().durability() != Durability.SYNC) {
      ledger.hand();
    } else if (!goesWithTheNext(from, plan)) {
      ledger.commit();
    }
  }

  /**
   * Whether no node runs before the next commit, so that one is enough for both: that of the first
   * superstep takes the input along, that of the thread's row the last superstep.
   */
  private boolean goesWithTheNext(Source from, Plan plan) {
    return setup.isRoot() && (from == Source.INPUT || plan.due().isEmpty());
  }

  /** Makes sure that the checkpoint the run stands on is at least on its way. */
  synchronized void settle(int step, @Nullable Object[] values, Plan plan, String run) {
    if (ledger == null || !unsaved) {
      return;
    }
    Map<String, ChannelChange> changes;
    Json due;
    try {
      changes = Channels.changes(topology.schema(), stored, values);
      due = Plans.encode(topology, plan, run, setup.caller());
    } catch (CheckpointException e) {
      throw new GraphException.InvalidUpdate(
          e.code(), e.getMessage() + ". The superstep that wrote it was not stored", e);
    }
    ledger.checkpoint(step, source, changes, due, Map.of());
    stored = values;
    unsaved = false;
  }

  /** Stores what the tasks of an unfinished superstep have left. */
  void pause(List<Task<S>> tasks, int step, @Nullable Object[] values, Plan plan, String run) {
    if (ledger == null) {
      return;
    }
    settle(step, values, plan, run);
    for (Task<S> task : tasks) {
      if (task.ranNow()) {
        task.storeOutcome(this);
      }
    }
  }

  /** Keeps the result of a task that asked beside its questions, for the history. */
  void answered(List<Task<S>> tasks) {
    if (ledger == null || unsaved) {
      return;
    }
    for (Task<S> task : tasks) {
      TaskRecord record = task.record();
      if (task.ranNow() && record != null && !record.questions().isEmpty()) {
        result(task, task.result());
      }
    }
  }

  void result(Task<S> task, Parts result) {
    require()
        .write(
            task.taskId(),
            Stored.RESULT,
            "",
            Stored.json(Results.encode(topology.schema(), result)),
            true);
  }

  void error(Task<S> task, Throwable failure) {
    TaskRecord record = task.record();
    boolean answered = record != null && !record.answers().isEmpty();
    ErrorJson error =
        new ErrorJson(
            failure.getClass().getSimpleName(), failure.getMessage(), answered ? true : null);
    require().write(task.taskId(), Stored.ERROR, "", Stored.json(error), true);
  }

  void questions(Task<S> task, Scratchpad pad, TaskRecord record) {
    Ledger to = require();
    String id = task.taskId();
    for (QuestionJson question : pad.fresh()) {
      to.write(id, Stored.INTERRUPT, question.id(), Stored.question(question), true);
    }
    if (pad.isBelow()) {
      to.write(id, Stored.BELOW, "", Stored.json(new QuestionsJson(pad.open())), true);
    } else if (!record.below().isEmpty()) {
      to.delete(id, Stored.BELOW);
    }
    if (record.error() != null) {
      to.delete(id, Stored.ERROR);
    }
    Scratchpad.Refused refused = pad.refused();
    if (refused != null) {
      withdraw(id, record, refused.question().id());
    }
  }

  private void withdraw(String task, TaskRecord record, String question) {
    record.withdraw(question);
    Ledger to = require();
    to.delete(task, Stored.RESUME);
    for (Map.Entry<String, AnswerJson> answer : record.answers().entrySet()) {
      to.write(task, Stored.RESUME, answer.getKey(), Stored.json(answer.getValue()), true);
    }
  }

  private Ledger require() {
    if (ledger == null) {
      throw new IllegalStateException("a run without checkpoints stores nothing");
    }
    return ledger;
  }

  /** Sets the thread's row and waits; a subgraph leaves both to its root. */
  void rest(ThreadInfo.Status status, List<QuestionJson> open) {
    if (ledger == null) {
      return;
    }
    if (setup.isRoot()) {
      ThreadInfo row = row(status, open);
      if (!ledger.isIdle() || !stands(row)) {
        ledger.row(row);
        ledger.commit();
      }
    } else if (setup.config().subgraphs()) {
      ledger.commit();
    } else {
      ledger.hand();
    }
  }

  /** Whether the thread is said to stand so already: then it does so since that time. */
  private boolean stands(ThreadInfo row) {
    return require()
        .checkpointer()
        .thread(row.thread())
        .filter(old -> old.status() == row.status() && old.waiting().equals(row.waiting()))
        .isPresent();
  }

  /** As {@link #rest}, when there is an error to report anyhow. */
  void fail(Exception e) {
    try {
      rest(ThreadInfo.Status.FAILED, List.of());
    } catch (GraphException | CheckpointException again) {
      if (again != e) {
        e.addSuppressed(again);
      }
    }
  }

  ThreadInfo row(ThreadInfo.Status status, List<QuestionJson> open) {
    List<ThreadInfo.Waiting> waiting =
        open.stream().map(q -> new ThreadInfo.Waiting(q.id(), q.node(), q.title())).toList();
    return new ThreadInfo(
        require().thread(), setup.graph(), status, waiting, Instant.now(), setup.labels());
  }

  /** Commits the result of a {@code once}. */
  void once(
      String task,
      String key,
      Json value,
      int step,
      @Nullable Object[] values,
      Plan plan,
      String run) {
    Ledger to = require();
    settle(step, values, plan, run);
    to.write(task, Stored.ONCE, key, value, true);
    to.commit();
  }
}
