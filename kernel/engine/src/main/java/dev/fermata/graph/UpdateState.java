// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import dev.fermata.graph.Plan.Due;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Edits of a thread's state by hand: a new checkpoint as if a node had written it. */
final class UpdateState<S extends Record> {
  private final Topology<S> topology;
  private final RunSetup setup;
  private final Checkpointer store;
  private final String thread;
  private final String namespace;

  UpdateState(Topology<S> topology, RunSetup setup, Checkpointer store, String thread) {
    this.topology = topology;
    this.setup = setup;
    this.store = store;
    this.thread = thread;
    this.namespace = setup.config().namespace();
  }

  /** Copies a checkpoint to the head of its thread; its questions are asked anew. */
  RunnableConfig fork() {
    Loaded loaded = load().orElseThrow(() -> Standing.unknown(store, thread));
    Position old = position(loaded);
    return put(loaded, Source.FORK, old.values(), old.plan());
  }

  RunnableConfig update(Command<?> command, @Nullable String asNode) {
    Parts parts = Parts.of(command);
    if (parts.answers() != null || parts.parent()) {
      throw new GraphException.InvalidUpdate(
          "not-an-update",
          "updateState takes updates and destinations; answers go to invoke(resume(…))");
    }
    Optional<Loaded> before = load();
    if (before.isEmpty()) {
      return first(parts, asNode);
    }
    Loaded loaded = before.get();
    Position old = position(loaded);
    if (parts.writes().isEmpty() && !parts.hasRoutes() && asNode == null) {
      return put(loaded, Source.UPDATE, old.values(), old.plan());
    }
    Run<S> run = new Run<>(topology, setup, null, old);
    run.look();
    int writer = asNode == null ? inferred(old.plan()) : number(asNode);
    List<Task<S>> done =
        run.lastTasks().stream().filter(task -> task.is(Task.Status.DONE)).toList();
    Writes writes = new Writes(topology.schema(), old.values());
    done.forEach(task -> writes.apply(task, task.result().writes()));
    writes.apply("updateState", parts.writes());
    Plan plan =
        asNode == null && !done.isEmpty()
            ? edited(run, done, parts, writer)
            : acted(run, done, parts, writer, writes.values());
    return put(loaded, Source.UPDATE, writes.values(), plan);
  }

  /** The first checkpoint of a thread may be made by hand, as any node. */
  private RunnableConfig first(Parts parts, @Nullable String asNode) {
    if (asNode == null) {
      throw new GraphException.ThreadState(
          "unknown-thread",
          ("thread \"%s\" has no checkpoint to update; begin it with an input, or say as which node"
                  + " to write: updateState(config, update, START)")
              .formatted(thread));
    }
    @Nullable Object[] initial = topology.schema().initial();
    Writes writes = new Writes(topology.schema(), initial).apply("updateState", parts.writes());
    Routes<S> routes = new Routes<>(topology, Plans.empty(topology));
    leave(routes, parts, number(asNode), writes.values());
    Ledger ledger = Ledger.fresh(store, thread, namespace);
    return put(ledger, initial, writes.values(), routes.plan(), null, -1, Source.UPDATE);
  }

  private Optional<Loaded> load() {
    Standing.checkOwner(store.thread(thread), thread, namespace.isEmpty() ? setup.graph() : "");
    return Loaded.read(store, thread, namespace, setup.config().checkpoint());
  }

  /** What stands beside an older checkpoint belongs to the branch that went on from it. */
  private Position position(Loaded loaded) {
    Position position = loaded.position(topology);
    return loaded.isLatest()
        ? position
        : new Position(
            position.stored(),
            position.stored(),
            position.source(),
            position.plan(),
            position.runId(),
            position.step(),
            Map.of());
  }

  private int number(String asNode) {
    return asNode.equals(Fermata.START) ? topology.start() : topology.require(asNode);
  }

  private int inferred(Plan plan) {
    int[] writers = Arrays.stream(plan.writers()).distinct().toArray();
    if (writers.length == 1) {
      return writers[0];
    }
    List<String> names = Arrays.stream(writers).mapToObj(topology::name).toList();
    throw new GraphException.InvalidUpdate(
        "ambiguous-writer",
        names.isEmpty()
            ? "no node has written yet; say as which node to write: updateState(config, update,"
                + " \"node\")"
            : "nodes %s wrote last, side by side; say as which of them to write: updateState(config,"
                    .formatted(String.join(", ", names))
                + " update, \""
                + names.get(0)
                + "\")");
  }

  /**
   * The state under a half-finished superstep is edited: what has finished counts, the rest waits.
   */
  private Plan edited(Run<S> run, List<Task<S>> done, Parts parts, int writer) {
    Routes<S> routes = new Routes<>(topology, run.plan());
    done.forEach(task -> finish(routes, task));
    keepOthers(routes, run, -1);
    routes.command(parts);
    return as(routes.plan(), writer);
  }

  /** A node acts by hand: as a due one it is answered for, as another the run goes back to it. */
  private Plan acted(
      Run<S> run, List<Task<S>> done, Parts parts, int writer, @Nullable Object[] values) {
    Routes<S> routes = new Routes<>(topology, run.plan());
    boolean due = run.plan().due().stream().anyMatch(each -> each.node() == writer);
    if (due || writer < 0) {
      done.forEach(task -> finish(routes, task));
    }
    if (due) {
      keepOthers(routes, run, writer);
    } else if (writer >= 0) { // LangGraph: going back gives up what is due, but not deferred nodes
      run.plan().due().stream().filter(this::isDeferred).forEach(routes::keep);
    }
    leave(routes, parts, writer, values);
    return as(routes.plan(), writer);
  }

  private boolean isDeferred(Due due) {
    return due.ordinal() == 0 && topology.isDeferred(due.node());
  }

  private static Plan as(Plan plan, int writer) {
    return new Plan(
        plan.due(), plan.arrived(), plan.deferred(), writer < 0 ? new int[0] : new int[] {writer});
  }

  private static <S extends Record> void finish(Routes<S> routes, Task<S> task) {
    routes.finished(task.due().node());
    routes.command(task.result());
  }

  private void keepOthers(Routes<S> routes, Run<S> run, int writer) {
    for (Task<S> task : run.lastTasks()) {
      Due due = task.due();
      if (!task.is(Task.Status.DONE) && due.node() != writer) {
        routes.keep(due);
      }
    }
  }

  private void leave(Routes<S> routes, Parts parts, int writer, @Nullable Object[] values) {
    if (writer >= 0) {
      routes.finished(writer);
      if (!topology.branches(writer).isEmpty()) {
        routes.command(choices(writer, topology.schema().build(values)));
      }
    }
    routes.command(parts);
  }

  private Parts choices(int writer, S state) {
    try {
      return Routes.choices(topology, writer, state);
    } catch (Exception e) {
      throw e instanceof RuntimeException unchecked
          ? unchecked
          : new GraphException.NodeFailed(topology.name(writer), e, "");
    }
  }

  private RunnableConfig put(Loaded loaded, Source source, @Nullable Object[] values, Plan plan) {
    @Nullable Object[] stored = Channels.decode(topology.schema(), loaded.checkpoint().channels());
    return put(
        loaded.ledger(store),
        stored,
        same(stored, values),
        plan,
        loaded.plan().caller(),
        loaded.checkpoint().step() + 1,
        source);
  }

  /** Values that were decoded twice and have not changed count as unchanged. */
  private static @Nullable Object[] same(@Nullable Object[] stored, @Nullable Object[] values) {
    @Nullable Object[] merged = values.clone();
    for (int i = 0; i < merged.length; i++) {
      if (Objects.equals(stored[i], merged[i])) {
        merged[i] = stored[i];
      }
    }
    return merged;
  }

  private RunnableConfig put(
      Ledger ledger,
      @Nullable Object[] stored,
      @Nullable Object[] values,
      Plan plan,
      @Nullable String caller,
      int step,
      Source source) {
    try {
      Json due = Plans.encode(topology, plan, Ids.run(), caller);
      ledger.checkpoint(
          step, source, Channels.changes(topology.schema(), stored, values), due, Map.of());
    } catch (CheckpointException e) {
      throw new GraphException.InvalidUpdate(
          e.code(), "the update cannot be stored: " + e.getMessage(), e);
    }
    if (namespace.isEmpty()) {
      ledger.add(new PutThread(row(plan)));
    }
    ledger.commit();
    CheckpointId at = ledger.at();
    return RunnableConfig.DEFAULTS.at(thread, namespace, at);
  }

  private ThreadInfo row(Plan plan) {
    ThreadInfo.Status status =
        plan.due().isEmpty() ? ThreadInfo.Status.FINISHED : ThreadInfo.Status.STOPPED;
    return new ThreadInfo(thread, setup.graph(), status, List.of(), Instant.now(), setup.labels());
  }
}
