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
  private final boolean entered;
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
    this.entered = position.isStored();
    this.events = new RunEvents<>(this, setup.emitter());
    this.saver = new Saver<>(topology, setup, ledger, position.stored());
  }

  /** Takes the run as far as it goes. */
  Outcome go(First first) {
    if (atStart()) {
      enter();
    }
    boolean continuing = !(first instanceof First.Fresh);
    if (continuing) {
      events.values();
    }
    for (int taken = 0; ; taken++) {
      tasks = tasks();
      if (tasks.isEmpty()) {
        return rest(new Outcome.Finished());
      }
      if (!(continuing && taken == 0) && tasks.stream().anyMatch(this::stopsBefore)) {
        return rest(new Outcome.Stopped());
      }
      if (taken >= setup.supersteps(continuing)) {
        throw failed(
            new GraphException.RecursionLimit(
                setup.config().recursionLimit(), Names.listed(next())));
      }
      began = taken == 0 ? first : new First.Fresh();
      Outcome outcome = superstep(began);
      if (outcome != null) {
        return outcome;
      }
      if (tasks.stream().anyMatch(this::stopsAfter) && !plan.due().isEmpty()) {
        tasks = tasks();
        return rest(new Outcome.Stopped());
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
    return plan.due().size() == 1 && plan.due().get(0).node() == topology.start();
  }

  /** The pseudo-superstep in which the input arrives. */
  private void enter() {
    try {
      if (!entered) {
        saver.step(Source.INPUT, step, values, plan, runId);
        events.checkpoint(Source.INPUT, plan, place());
      }
      Routes<S> routes = new Routes<>(topology, plan);
      routes.finished(topology.start());
      if (!topology.branches(topology.start()).isEmpty()) {
        routes.command(Routes.choices(topology, topology.start(), state()));
      }
      moveTo(values, routes.plan());
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
    events.checkpoint(Source.LOOP, plan, place());
    events.values();
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
      return null;
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /** What the routers behind a task choose; they see the task's own updates. */
  Parts choices(Task<S> task, Parts parts) throws Exception {
    if (topology.branches(task.due().node()).isEmpty()) {
      return Parts.NONE;
    }
    S seen = task.state();
    if (!parts.writes().isEmpty()) {
      Writes own = new Writes(topology.schema(), topology.schema().read(seen));
      seen = topology.schema().build(own.apply(task, parts.writes()).values());
    }
    return Routes.choices(topology, task.due().node(), seen);
  }

  private Outcome pause(boolean interrupted) {
    saver.pause(tasks, step, values, plan, runId);
    List<QuestionJson> open = open(); // now that there is a checkpoint they have a home
    if (interrupted) {
      saver.rest(ThreadInfo.Status.FAILED, List.of());
      throw new GraphException.RunInterrupted(
          "the run was interrupted in %s; its checkpoint is kept, and invoke(%s) goes on from there"
              .formatted(Names.listed(unfinished()), setup.threadText()),
          failure());
    }
    Throwable failure = failure();
    if (failure != null) {
      saver.rest(ThreadInfo.Status.FAILED, List.of());
      throw Failures.of(failure, tasks, setup);
    }
    RuntimeException refused = Failures.refused(tasks);
    if (open.isEmpty() && refused == null) {
      saver.rest(ThreadInfo.Status.STOPPED, open);
      return new Outcome.Stopped();
    }
    saver.rest(ThreadInfo.Status.PAUSED, open);
    if (refused != null) {
      throw refused;
    }
    events.paused(open);
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
    List<QuestionJson> open = new ArrayList<>();
    for (Task<S> task : tasks) {
      for (QuestionJson question : task.open()) {
        open.add(located(question, task));
      }
    }
    return open;
  }

  private QuestionJson located(QuestionJson question, Task<S> task) {
    return question.home() != null || ledger == null || ledger.at() == null
        ? question
        : question.at(new HomeJson(namespace(), ledger.at().number(), task.taskId()));
  }

  private Outcome rest(Outcome outcome) {
    boolean finished = outcome instanceof Outcome.Finished;
    saver.settle(step, values, plan, runId);
    saver.rest(finished ? ThreadInfo.Status.FINISHED : ThreadInfo.Status.STOPPED, List.of());
    return outcome;
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

  /** The nodes that are due, in the graph's order. */
  List<String> next() {
    return TaskOrder.next(tasks);
  }

  RunEvents<S> events() {
    return events;
  }

  private @Nullable RunnableConfig place() {
    return ledger == null
        ? null
        : RunnableConfig.DEFAULTS.at(ledger.thread(), ledger.namespace(), ledger.at());
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
