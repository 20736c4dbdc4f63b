// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.graph.Stored.ErrorJson;
import dev.fermata.graph.Stored.HomeJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checkpoints of one thread as {@link StateSnapshot}s. */
final class Snapshots<S extends Record> {
  private static final int PAGE = 100;

  private final Topology<S> topology;
  private final RunSetup setup;
  private final Checkpointer store;
  private final String thread;
  private final String namespace;

  Snapshots(Topology<S> topology, RunSetup setup, Checkpointer store, String thread) {
    this.topology = topology;
    this.setup = setup;
    this.store = store;
    this.thread = thread;
    this.namespace = setup.config().namespace();
  }

  StateSnapshot<S> state() {
    checkOwner();
    return Loaded.read(store, thread, namespace, setup.config().checkpoint())
        .map(loaded -> snapshot(loaded, loaded.isLatest()))
        .orElseGet(this::nothing);
  }

  private void checkOwner() {
    if (namespace.isEmpty()) {
      Standing.checkOwner(store.thread(thread), thread, setup.graph());
    }
  }

  Stream<StateSnapshot<S>> history() {
    checkOwner();
    CheckpointId start = setup.config().checkpoint();
    Optional<Loaded> latest = Loaded.read(store, thread, namespace, null);
    if (latest.isEmpty()) {
      return Stream.empty();
    }
    Loaded newest = latest.get();
    List<CheckpointTuple> first = store.list(thread, namespace, start, PAGE);
    return Stream.iterate(first, page -> !page.isEmpty(), page -> next(page))
        .flatMap(List::stream)
        .map(tuple -> snapshot(Loaded.of(tuple, newest.life(), newest.head()), false));
  }

  private List<CheckpointTuple> next(List<CheckpointTuple> page) {
    CheckpointId last = page.get(page.size() - 1).checkpoint().ref().id();
    return page.size() < PAGE ? List.of() : store.list(thread, namespace, last, PAGE);
  }

  private StateSnapshot<S> nothing() {
    return new StateSnapshot<S>(
        topology.schema().build(topology.schema().initial()),
        List.of(),
        List.of(),
        List.of(),
        config(null),
        null,
        null,
        null,
        null);
  }

  /**
   * One checkpoint.
   *
   * @param current whether it is asked for as where the thread stands now, with what was left
   *     beside it; in a history it is shown as it was stored
   */
  private StateSnapshot<S> snapshot(Loaded loaded, boolean current) {
    Checkpoint checkpoint = loaded.checkpoint();
    CheckpointId parent = checkpoint.parent();
    if (checkpoint.source() == Checkpoint.Source.INPUT) {
      return input(loaded, parent);
    }
    Position position;
    try {
      position = loaded.position(topology);
    } catch (GraphException.ThreadState changed) {
      return stale(loaded);
    }
    Run<S> run = new Run<>(topology, setup, loaded.ledger(store), position);
    run.look();
    List<TaskSnapshot> tasks = new ArrayList<>();
    List<Interrupt> interrupts = new ArrayList<>();
    for (Task<S> task : run.lastTasks()) {
      TaskSnapshot each = task(task, loaded);
      tasks.add(each);
      interrupts.addAll(each.interrupts());
    }
    return new StateSnapshot<>(
        current ? run.current() : topology.schema().build(position.stored()),
        current ? run.next() : run.due(),
        tasks,
        interrupts,
        config(loaded.id()),
        parent == null ? null : config(parent),
        checkpoint.step(),
        checkpoint.source(),
        checkpoint.createdAt());
  }

  /** The checkpoint of an input shows the state before it, as LangGraph's does. */
  private StateSnapshot<S> input(Loaded loaded, @Nullable CheckpointId parent) {
    @Nullable Object[] values =
        parent == null
            ? topology.schema().initial()
            : store
                .getTuple(new CheckpointRef(thread, namespace, parent))
                .map(t -> Channels.decode(topology.schema(), t.checkpoint().channels()))
                .orElseGet(() -> topology.schema().initial());
    Checkpoint checkpoint = loaded.checkpoint();
    return new StateSnapshot<>(
        topology.schema().build(values),
        List.of(Fermata.START),
        List.of(),
        List.of(),
        config(loaded.id()),
        parent == null ? null : config(parent),
        checkpoint.step(),
        checkpoint.source(),
        checkpoint.createdAt());
  }

  /** A checkpoint whose due nodes this graph no longer has: what is stored, under the old names. */
  private StateSnapshot<S> stale(Loaded loaded) {
    Checkpoint checkpoint = loaded.checkpoint();
    CheckpointId parent = checkpoint.parent();
    List<TaskSnapshot> tasks = new ArrayList<>();
    List<Interrupt> interrupts = new ArrayList<>();
    for (Stored.DueJson due : Results.some(loaded.plan().due())) {
      String id = Threads.taskId(loaded.tuple(), loaded.plan(), due);
      TaskRecord record = loaded.records().get(id);
      List<Interrupt> asked = record == null ? List.of() : interrupts(record, id, loaded);
      tasks.add(new TaskSnapshot(id, due.node(), asked, null, error(record), null));
      interrupts.addAll(asked);
    }
    return new StateSnapshot<>(
        topology.schema().build(Channels.decode(topology.schema(), checkpoint.channels())),
        tasks.stream().map(TaskSnapshot::name).toList(),
        tasks,
        interrupts,
        config(loaded.id()),
        parent == null ? null : config(parent),
        checkpoint.step(),
        checkpoint.source(),
        checkpoint.createdAt());
  }

  private static @Nullable String error(@Nullable TaskRecord record) {
    ErrorJson error = record == null ? null : record.error();
    return error == null ? null : error.type() + ": " + error.message();
  }

  private RunnableConfig config(@Nullable CheckpointId id) {
    return RunnableConfig.DEFAULTS.at(thread, namespace, id);
  }

  private TaskSnapshot task(Task<S> task, Loaded loaded) {
    TaskRecord record = task.record();
    boolean done = task.is(Task.Status.DONE);
    return new TaskSnapshot(
        task.taskId(),
        task.name(),
        record == null ? List.of() : interrupts(record, task.taskId(), loaded),
        done ? States.byChannel(task.result().writes()) : null,
        error(record),
        below(task));
  }

  private List<Interrupt> interrupts(TaskRecord record, String task, Loaded loaded) {
    List<QuestionJson> shown;
    if (loaded.isLatest()) {
      shown = Threads.stillOpen(store, thread, record.open());
    } else {
      List<QuestionJson> asked = record.questions();
      shown = record.below().isEmpty() ? asked : record.below();
    }
    HomeJson here = new HomeJson(namespace, loaded.id().number(), task);
    return shown.stream()
        .map(question -> question.home() == null ? question.at(here) : question)
        .map(Interrupts::of)
        .toList();
  }

  private @Nullable StateSnapshot<?> below(Task<S> task) {
    CompiledGraph<?> declared = task.spec().subgraph();
    CompiledGraph<?> child = declared != null ? declared : setup.children().get(task.name());
    if (child == null) {
      return null;
    }
    String level = Levels.below(namespace, task.name(), task.taskId(), "", child.options().mode());
    return child.calls().below(store, thread, level);
  }
}
