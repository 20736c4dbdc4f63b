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

  void paused(List<QuestionJson> open) {
    List<Interrupt> asked = open.stream().map(Interrupts::of).toList();
    emitter.emit(StreamMode.UPDATES, () -> event(StreamMode.UPDATES, Map.of(), asked));
    emitter.emit(StreamMode.VALUES, () -> event(StreamMode.VALUES, run.shown(), asked));
  }

  void custom(@Nullable Object sent) {
    emitter.emit(StreamMode.CUSTOM, () -> event(StreamMode.CUSTOM, sent, List.of()));
  }

  void checkpoint(Source source, Plan plan, @Nullable RunnableConfig config) {
    if (!emitter.wants(StreamMode.CHECKPOINTS) && !emitter.wants(StreamMode.DEBUG)) {
      return;
    }
    List<String> next = plan.due().stream().map(due -> run.topology().name(due.node())).toList();
    StateSnapshot<S> snapshot =
        new StateSnapshot<>(
            run.state(),
            next,
            List.of(),
            List.of(),
            config == null ? run.config() : config,
            null,
            run.step(),
            source,
            Instant.now());
    emitter.emit(StreamMode.CHECKPOINTS, () -> event(StreamMode.CHECKPOINTS, snapshot, List.of()));
    emitter.emit(
        StreamMode.DEBUG,
        () -> event(StreamMode.DEBUG, new DebugEvent(run.step(), snapshot), List.of()));
  }

  void task(Task<S> task) {
    if (task.is(Task.Status.DONE)) {
      Map<String, Object> wrote = States.byChannel(task.result().writes());
      emitter.emit(
          StreamMode.UPDATES,
          () -> event(StreamMode.UPDATES, Map.of(task.name(), wrote), List.of()));
    }
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
