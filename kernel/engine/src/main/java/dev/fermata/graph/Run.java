// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.Plan.Due;
import dev.fermata.graph.Stored.HomeJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a graph from where it stands to its next rest: superstep after superstep. Used by one
 * thread; tasks read it from theirs while it waits for them.
 */
final class Run<S extends Record> implements RunScope {
  private final Topology<S> topology;
  private final RunSetup setup;
  private final @Nullable Ledger ledger;
  private final Saver<S> saver;
  private final RunEvents<S> events;
  private final @Nullable Source entered;
  private final @Nullable Object[] before;
  private @Nullable Object[] values;
  private @Nullable S state;
  private Plan plan;
  private String runId;
  private int step;
  private Map<String, TaskRecord> records;
  private List<Task<S>> tasks = List.of();
  private First began = new First.Fresh();

  Run(Topology<S> topology, RunSetup setup, @Nullable Ledger ledger, Position position) {
    this.topology = topology;
    this.setup = setup;
    this.ledger = ledger;
    this.values = position.values();
    this.plan = position.plan();
    this.runId = position.runId();
    this.step = position.step();
    this.records = position.records();
    this.entered = position.source();
    this.before = position.stored();
    this.events = new RunEvents<>(this, setup.emitter());
    this.saver = new Saver<>(topology, setup, ledger, position.stored());
  }

  /** Takes the run as far as it goes. */
  Outcome go(First first) {
    boolean continuing = !(first instanceof First.Fresh);
    if (atStart()) {
      enter();
    } else if (continuing) {
      events.values();
      events.checkpoint(entered == null ? Source.LOOP : entered, values);
    }
    for (int taken = 0; ; taken++) {
      tasks = tasks();
      if (tasks.isEmpty()) {
        return finished();
      }
      if (!(continuing && taken == 0) && tasks.stream().anyMatch(this::stopsBefore)) {
        return stopped();
      }
      if (taken >= setup.supersteps(continuing)) {
        throw failed(
            new GraphException.RecursionLimit(
                setup.config().recursionLimit(), Names.listed(next())));
      }
      if (continuing && taken == 0) {
        events.known(tasks);
      }
      began = taken == 0 ? first : new First.Fresh();
      Outcome outcome = superstep(began);
      if (outcome != null) {
        return outcome;
      }
      if (tasks.stream().anyMatch(this::stopsAfter)) {
        tasks = tasks();
        return tasks.isEmpty() && setup.isRoot() ? finished() : stopped();
      }
    }
  }

  private boolean stopsBefore(Task<S> task) {
    return setup.stops().isBefore(task.due().node());
  }

  private boolean stopsAfter(Task<S> task) {
    return setup.stops().isAfter(task.due().node());
  }

  private boolean atStart() {
    return plan.due().stream().anyMatch(due -> due.node() == topology.start());
  }

  /** The pseudo-superstep in which the input arrives. */
  private void enter() {
    try {
      if (entered == null) {
        saver.step(Source.INPUT, step, values, plan, runId);
        events.checkpoint(Source.INPUT, before);
      }
      Routes<S> routes = new Routes<>(topology, plan);
      routes.finished(topology.start());
      plan.due().stream().filter(due -> due.node() != topology.start()).forEach(routes::keep);
      if (!topology.branches(topology.start()).isEmpty()) {
        routes.command(Routes.choices(topology, topology.start(), state()));
      }
      moveTo(values, routes.plan());
      events.values();
      events.checkpoint(Source.LOOP, values);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private void moveTo(@Nullable Object[] next, Plan due) {
    values = next;
    state = null;
    plan = due;
    step++;
    records = Map.of();
    saver.step(Source.LOOP, step, values, plan, runId);
  }

  private List<Task<S>> tasks() {
    List<Task<S>> due = new ArrayList<>(plan.due().size());
    for (Due each : plan.due()) {
      Task<S> task = new Task<>(this, each);
      TaskRecord record = records.isEmpty() ? null : records.get(task.taskId());
      if (record != null) {
        task.recall(record);
      }
      due.add(task);
    }
    TaskOrder.forWrites(due, topology);
    return due;
  }

  private @Nullable Outcome superstep(First first) {
    List<Task<S>> running = tasks.stream().filter(task -> runs(task, first)).toList();
    boolean interrupted = !running.isEmpty() && TaskRunner.run(running);
    for (Task<S> task : tasks) {
      if (task.is(Task.Status.DONE) && task.result().parent()) {
        events.pauses();
        return new Outcome.Escaped(task.result());
      }
    }
    if (tasks.stream().allMatch(task -> task.is(Task.Status.DONE))) {
      return advance();
    }
    return pause(interrupted);
  }

  private boolean runs(Task<S> task, First first) {
    if (task.is(Task.Status.DONE)) {
      return false;
    }
    if (!(first instanceof First.Answered answered) || !task.is(Task.Status.PAUSED)) {
      return true;
    }
    return task.open().stream().anyMatch(question -> answered.ids().contains(question.id()));
  }

  private @Nullable Outcome advance() {
    try {
      Writes writes = new Writes(topology.schema(), values);
      Routes<S> routes = new Routes<>(topology, plan);
      for (Task<S> task : tasks) {
        writes.apply(task, task.result().writes());
        routes.finished(task.due().node());
        routes.command(task.result());
      }
      saver.answered(tasks);
      moveTo(writes.values(), routes.plan());
      events.values(tasks);
      events.checkpoint(Source.LOOP, values);
      return null;
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private Outcome pause(boolean interrupted) {
    saver.pause(tasks, step, values, plan, runId);
    List<QuestionJson> open = open(); // now that there is a checkpoint they have a home
    Throwable failure = failure();
    RuntimeException refused = Failures.refused(tasks);
    if (interrupted || failure != null || refused != null || open.isEmpty()) {
      events.pauses();
    }
    if (interrupted || failure != null) {
      saver.rest(ThreadInfo.Status.FAILED, List.of());
      throw failure == null || interrupted
          ? Failures.interrupted(failure, Names.listed(unfinished()), setup)
          : Failures.of(failure, tasks, setup);
    }
    if (open.isEmpty() && refused == null) {
      return stopped();
    }
    saver.rest(ThreadInfo.Status.PAUSED, open);
    if (refused != null) {
      throw refused;
    }
    tasks.forEach(task -> events.asks(task, open(task)));
    if (setup.isRoot()) {
      events.rests(true);
    }
    return new Outcome.Paused(open);
  }

  private @Nullable Throwable failure() {
    for (Task<S> task : tasks) {
      if (task.is(Task.Status.FAILED)) {
        return task.failure();
      }
    }
    return null;
  }

  private List<String> unfinished() {
    return tasks.stream()
        .filter(task -> !task.is(Task.Status.DONE))
        .map(Task::toString)
        .distinct()
        .toList();
  }

  /** The open questions of all tasks in task order, each with its home. */
  List<QuestionJson> open() {
    return tasks.stream().flatMap(task -> open(task).stream()).toList();
  }

  private List<QuestionJson> open(Task<S> task) {
    return task.open().stream().map(question -> located(question, task)).toList();
  }

  private QuestionJson located(QuestionJson question, Task<S> task) {
    return question.home() != null || ledger == null || ledger.at() == null
        ? question
        : question.at(new HomeJson(namespace(), ledger.at().number(), task.taskId()));
  }

  private Outcome finished() {
    saver.settle(step, values, plan, runId);
    saver.rest(ThreadInfo.Status.FINISHED, List.of());
    return new Outcome.Finished();
  }

  private Outcome stopped() {
    saver.settle(step, values, plan, runId);
    saver.rest(ThreadInfo.Status.STOPPED, List.of());
    if (setup.isRoot()) {
      events.rests(false);
    }
    return new Outcome.Stopped();
  }

  /** Marks the thread as failed and hands the error on; nothing of the superstep is stored. */
  private RuntimeException failed(Exception e) {
    saver.fail(e);
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new GraphException.NodeFailed(Fermata.START, e, "");
  }

  Topology<S> topology() {
    return topology;
  }

  /** The state at the start of the superstep. */
  S state() {
    S built = state;
    if (built == null) {
      built = topology.schema().build(values);
      state = built;
    }
    return built;
  }

  /** The state as it stands: with the writes of tasks that have finished. */
  S current() {
    Writes writes = new Writes(topology.schema(), values);
    for (Task<S> task : tasks) {
      if (task.is(Task.Status.DONE)) {
        writes.apply(task, task.result().writes());
      }
    }
    return topology.schema().build(writes.values());
  }

  /** What of it the outside sees. */
  S shown() {
    return topology.schema().shown(current());
  }

  /** The nodes that still have to run. */
  List<String> next() {
    return TaskOrder.next(tasks);
  }

  /** All nodes of the superstep, finished ones too. */
  List<String> due() {
    return TaskOrder.nodes(tasks.stream());
  }

  RunEvents<S> events() {
    return events;
  }

  Plan plan() {
    return plan;
  }

  List<Task<S>> lastTasks() {
    return tasks;
  }

  /** Looks at the due tasks without running them. */
  void look() {
    tasks = atStart() ? List.of() : tasks();
  }

  Scratchpad pad(Task<S> task) {
    if (ledger != null) {
      return new Scratchpad(task, this, task.recordOrNew(), null, "");
    }
    Scratchpad parent = setup.parent();
    if (parent == null) {
      return new Scratchpad(task, this, null, null, "");
    }
    String place =
        "%s%s/%d:%s:%d/"
            .formatted(parent.prefix(), setup.call(), step, task.name(), task.due().ordinal());
    return new Scratchpad(task, this, null, parent.keeperForBelow(), place);
  }

  String taskId(Due due) {
    return Ids.of(runId, namespace(), step, topology.name(due.node()), due.ordinal());
  }

  int step() {
    return step;
  }

  String namespace() {
    return ledger == null ? "" : ledger.namespace();
  }

  @Override
  public OnChangedQuestion changedQuestion() {
    return setup.changedQuestion();
  }

  @Override
  public String structure() {
    return setup.prints().structure();
  }

  @Override
  public @Nullable String code(String node) {
    return setup.prints().code(node);
  }

  @Override
  public void commitOnce(String task, String key, Json value) {
    saver.once(task, key, value, step, values, plan, runId);
  }

  @Override
  public RunnableConfig config() {
    return setup.config();
  }

  @Override
  public @Nullable Ledger ledger() {
    return ledger;
  }

  @Override
  public Map<String, CompiledGraph<?>> children() {
    return setup.children();
  }

  @Override
  public First first() {
    return began;
  }

  @Override
  public Emitter emitter() {
    return setup.emitter();
  }
}
