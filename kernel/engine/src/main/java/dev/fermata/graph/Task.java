// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import dev.fermata.graph.Plan.Due;
import dev.fermata.graph.StateGraph.NodeSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One execution of a node within a superstep. Written by its own thread, read after it ended. */
final class Task<S extends Record> implements RunContext {
  /** Where a task stands. */
  enum Status {
    /** Has not run in this call. */
    WAITING,
    DONE,
    PAUSED,
    FAILED
  }

  private final Run<S> run;
  private final Due due;
  private final NodeSpec<S> node;
  private @Nullable String id;
  private @Nullable TaskRecord record;
  private Status status = Status.WAITING;
  private boolean ranNow;
  private Parts result = Parts.NONE;
  private @Nullable Throwable failure;
  private @Nullable Scratchpad pad;
  private int attempt = 1;

  Task(Run<S> run, Due due) {
    this.run = run;
    this.due = due;
    this.node = run.topology().node(due.node());
  }

  /** A task that has left something beside the checkpoint. */
  void recall(TaskRecord known) {
    record = known;
    Stored.ResultJson done = known.result();
    if (done != null) {
      result = Results.decode(run.topology().schema(), done);
      status = Status.DONE;
    } else if (!known.open().isEmpty()) {
      status = Status.PAUSED;
    }
  }

  /** Runs the node; every outcome becomes a status. */
  void execute() {
    ranNow = true;
    Scratchpad own = run.pad(this);
    pad = own;
    Scratchpad outer = Scratchpad.CURRENT.get();
    Scratchpad.CURRENT.set(own);
    try {
      status = Status.WAITING;
      run.events().task(this);
      result = attempts(own);
      status = Status.DONE;
    } catch (Throwable thrown) { // the task runner: a node may throw anything, pauses included
      settle(own, thrown);
    } finally {
      if (outer == null) {
        Scratchpad.CURRENT.remove();
      } else {
        Scratchpad.CURRENT.set(outer);
      }
    }
    run.events().task(this);
  }

  private void settle(Scratchpad own, Throwable thrown) {
    Suspension pause = own.suspension();
    if (thrown instanceof ParentCommand toParent) {
      result = toParent.parts();
      status = Status.DONE;
    } else if (pause != null && pause.isCauseOf(thrown)) {
      status = Status.PAUSED;
    } else {
      boolean named = pause == null || thrown instanceof GraphException.InterruptMisuse;
      failure = named ? thrown : swallowed(thrown);
      status = Status.FAILED;
    }
  }

  private GraphException swallowed(@Nullable Throwable instead) {
    return new GraphException.InterruptMisuse(
        "interrupt-swallowed",
        ("node \"%s\" caught the pause of its interrupt and %s; do not wrap interrupt in"
                + " catch (Throwable): catch Exception, or ask outside the try")
            .formatted(name(), instead == null ? "returned" : "threw " + instead),
        instead);
  }

  private Parts attempts(Scratchpad own) throws Exception {
    RetryPolicy retry = node.options().retry();
    while (true) {
      own.begin();
      try {
        return once(own);
      } catch (Exception e) {
        if (retry == null || !Retries.again(retry, attempt, e) || own.suspension() != null) {
          throw e;
        }
        Retries.pause(retry, attempt);
        attempt++;
      }
    }
  }

  private Parts once(Scratchpad own) throws Exception {
    S state = state();
    NodeCache cache = run.topology().cache(due.node());
    Json key = cache == null ? null : NodeCache.key(run.topology().schema(), state);
    Parts known = cache == null ? null : cache.get(key);
    if (known != null) {
      return known;
    }
    Parts made = called(own, state);
    if (cache != null && !own.hasAsked()) {
      cache.put(key, made);
    }
    return made;
  }

  private Parts called(Scratchpad own, S state) throws Exception {
    Parts parts = Parts.of(node.run().run(state, this));
    if (own.suspension() != null) {
      throw swallowed(null);
    }
    if (parts.answers() != null) {
      throw new GraphException.InvalidUpdate(
          "resume-in-node",
          "node \"%s\" returned resume(…), which only a caller of invoke may give"
              .formatted(name()));
    }
    Destinations.check("node \"" + name() + "\"", node.destinations(), parts);
    if (parts.parent()) {
      return parts;
    }
    return parts.plus(Routes.behind(this, run, parts));
  }

  /** What the node sees. */
  @SuppressWarnings("unchecked")
  S state() {
    return due.state() == null ? run.state() : (S) due.state();
  }

  /** Hands what it has left to the store. A result that has no JSON form fails the task. */
  void storeOutcome(Saver<S> saver) {
    if (status == Status.DONE) {
      try {
        saver.result(this, result);
      } catch (RuntimeException e) {
        failure = e;
        status = Status.FAILED;
      }
    }
    Scratchpad own = pad;
    if (status == Status.PAUSED && own != null) {
      saver.questions(this, own, recordOrNew());
    } else if (status == Status.FAILED) {
      saver.error(this, failure());
    }
  }

  Due due() {
    return due;
  }

  NodeSpec<S> spec() {
    return node;
  }

  String name() {
    return node.name();
  }

  Status status() {
    return status;
  }

  boolean is(Status other) {
    return status == other;
  }

  boolean ranNow() {
    return ranNow;
  }

  Parts result() {
    return result;
  }

  /** What it threw; only when failed. */
  Throwable failure() {
    return failure == null ? new IllegalStateException("not failed") : failure;
  }

  @Nullable Scratchpad pad() {
    return pad;
  }

  @Nullable TaskRecord record() {
    return record;
  }

  TaskRecord recordOrNew() {
    if (record == null) {
      record = new TaskRecord();
    }
    return record;
  }

  /** The questions it waits for; empty unless paused. */
  List<Stored.QuestionJson> open() {
    if (status != Status.PAUSED) {
      return List.of();
    }
    return pad != null ? pad.open() : record != null ? record.open() : List.of();
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return due.ordinal() == 0
        ? "node \"" + name() + "\""
        : "node \"" + name() + "\" (send " + due.ordinal() + ")";
  }

  @Override
  public String node() {
    return node.name();
  }

  @Override
  public String taskId() {
    if (id == null) {
      id = run.taskId(due);
    }
    return id;
  }

  @Override
  public RunnableConfig config() {
    return run.config();
  }

  @Override
  public int step() {
    return run.step() + 1;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public void write(@Nullable Object event) {
    run.events().custom(event);
  }
}
