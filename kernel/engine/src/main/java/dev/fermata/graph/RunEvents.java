// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.graph.Stored.QuestionJson;
import dev.fermata.graph.StreamEvent.DebugEvent;
import dev.fermata.graph.StreamEvent.Phase;
import dev.fermata.graph.StreamEvent.TaskEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run tells its listeners. Thread-safe as far as the emitter is. */
final class RunEvents<S extends Record> {
  private final Run<S> run;
  private final Emitter emitter;

  RunEvents(Run<S> run, Emitter emitter) {
    this.run = run;
    this.emitter = emitter;
  }

  void values() {
    emitter.emit(
        StreamMode.VALUES,
        () -> event(StreamMode.VALUES, run.topology().schema().shown(run.state()), List.of()));
  }

  /** The superstep's writes were applied; a step that wrote nothing the outside sees is silent. */
  void values(List<Task<S>> tasks) {
    Schema<S> schema = run.topology().schema();
    boolean news =
        tasks.stream()
            .flatMap(task -> task.result().writes().stream())
            .anyMatch(write -> schema.outputs().has(schema.index(write.channel())));
    if (news) {
      values();
    }
  }

  /** Tasks that had finished before this call, whose writes count for it. */
  void known(List<Task<S>> tasks) {
    for (Task<S> task : tasks) {
      if (task.is(Task.Status.DONE)) {
        Map<String, Object> wrote = States.byChannel(task.result().writes());
        updates(Map.of(task.name(), wrote, "__metadata__", Map.of("cached", true)), List.of());
      }
    }
  }

  /** The superstep rests: what a task asks, with the state the superstep began with. */
  void asks(Task<S> task, List<QuestionJson> questions) {
    if (!questions.isEmpty()) {
      List<Interrupt> interrupts = questions.stream().map(Interrupts::of).toList();
      updates(Map.of(), interrupts);
      emitter.emit(
          StreamMode.VALUES,
          () -> event(StreamMode.VALUES, run.topology().schema().shown(run.state()), interrupts));
    }
    pauses(task);
  }

  /** Tasks that paused, where nobody is told yet what they ask. */
  void pauses() {
    run.lastTasks().forEach(this::pauses);
  }

  /** LangGraph tells first what a task asks, then that it paused. */
  private void pauses(Task<S> task) {
    if (task.is(Task.Status.PAUSED) && task.ranNow()) {
      progress(task);
    }
  }

  /** The whole run rests: a stop, which asks nothing, is an update without questions. */
  void rests(boolean asks) {
    if (!asks) {
      updates(Map.of(), List.of());
    }
    if (run.lastTasks().stream().anyMatch(task -> !task.result().writes().isEmpty())) {
      emitter.emit(StreamMode.VALUES, () -> event(StreamMode.VALUES, run.shown(), List.of()));
    }
  }

  private void updates(Map<String, ?> wrote, List<Interrupt> asked) {
    emitter.emit(StreamMode.UPDATES, () -> event(StreamMode.UPDATES, wrote, asked));
  }

  void custom(@Nullable Object sent) {
    emitter.emit(StreamMode.CUSTOM, () -> event(StreamMode.CUSTOM, sent, List.of()));
  }

  /** The run stands on a checkpoint that holds these values. */
  void checkpoint(Source source, @Nullable Object[] values) {
    if (!emitter.wants(StreamMode.CHECKPOINTS) && !emitter.wants(StreamMode.DEBUG)) {
      return;
    }
    StateSnapshot<S> snapshot =
        new StateSnapshot<>(
            run.topology().schema().build(values),
            TaskOrder.due(run.plan(), run.topology()),
            List.of(),
            List.of(),
            place(),
            null,
            run.step(),
            source,
            Instant.now());
    emitter.emit(StreamMode.CHECKPOINTS, () -> event(StreamMode.CHECKPOINTS, snapshot, List.of()));
    emitter.emit(
        StreamMode.DEBUG,
        () -> event(StreamMode.DEBUG, new DebugEvent(run.step(), snapshot), List.of()));
  }

  private RunnableConfig place() {
    Ledger ledger = run.ledger();
    return ledger == null
        ? run.config()
        : RunnableConfig.DEFAULTS.at(ledger.thread(), ledger.namespace(), ledger.at());
  }

  /** A task begins or ends; that it pauses is told when what it asks is stored. */
  void task(Task<S> task) {
    if (task.is(Task.Status.DONE)) {
      Map<String, Object> wrote = States.byChannel(task.result().writes());
      updates(Map.of(task.name(), wrote), List.of());
    }
    if (!task.is(Task.Status.PAUSED)) {
      progress(task);
    }
  }

  private void progress(Task<S> task) {
    if (!emitter.wants(StreamMode.TASKS) && !emitter.wants(StreamMode.DEBUG)) {
      return;
    }
    TaskEvent event =
        new TaskEvent(
            task.taskId(),
            task.name(),
            phase(task),
            task.is(Task.Status.DONE) ? States.byChannel(task.result().writes()) : null,
            task.is(Task.Status.FAILED) ? String.valueOf(task.failure()) : null,
            task.open().stream().map(Interrupts::of).toList());
    emitter.emit(StreamMode.TASKS, () -> event(StreamMode.TASKS, event, List.of()));
    emitter.emit(
        StreamMode.DEBUG,
        () -> event(StreamMode.DEBUG, new DebugEvent(task.step(), event), List.of()));
  }

  private static Phase phase(Task<?> task) {
    return switch (task.status()) {
      case WAITING -> Phase.STARTED;
      case DONE -> Phase.FINISHED;
      case PAUSED -> Phase.PAUSED;
      case FAILED -> Phase.FAILED;
    };
  }

  private StreamEvent event(StreamMode mode, @Nullable Object data, List<Interrupt> interrupts) {
    return new StreamEvent(mode, run.namespace(), data, interrupts);
  }
}
