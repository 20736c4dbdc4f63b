// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import dev.fermata.graph.Stored.QuestionJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of a root graph that keeps checkpoints. */
final class RootCall<S extends Record> {
  private final CompiledGraph<S> graph;
  private final Topology<S> topology;
  private final RunSetup setup;
  private final Checkpointer store;
  private final String thread;
  private final List<String> notices = new ArrayList<>();

  RootCall(CompiledGraph<S> graph, RunSetup setup, Checkpointer store, String thread) {
    this.graph = graph;
    this.topology = graph.topology();
    this.setup = setup;
    this.store = store;
    this.thread = thread;
  }

  /** A new run from START with an input, on a new or an existing thread. */
  GraphOutput<S> input(List<Write> input) {
    return load().map(loaded -> anew(loaded, input)).orElseGet(() -> first(input, Parts.NONE));
  }

  private GraphOutput<S> anew(Loaded loaded, List<Write> input) {
    @Nullable Object[] stored = Channels.decode(topology.schema(), loaded.checkpoint().channels());
    List<Write> updates = loaded.commands(topology).writes();
    @Nullable Object[] base =
        new Writes(topology.schema(), stored).apply("an update", updates).values();
    Plan plan = Plans.start(topology, Plans.left(topology, loaded.plan()), Parts.NONE);
    return start(loaded.ledger(store), stored, base, input, plan, loaded.checkpoint().step() + 1);
  }

  /** The first run of a thread; an update may begin it, too. */
  private GraphOutput<S> first(List<Write> input, Parts parts) {
    @Nullable Object[] initial = topology.schema().initial();
    Plan plan = Plans.start(topology, Plans.empty(topology), parts);
    return start(Ledger.fresh(store, thread, ""), initial, initial, input, plan, -1);
  }

  private GraphOutput<S> start(
      Ledger ledger,
      @Nullable Object[] stored,
      @Nullable Object[] base,
      List<Write> input,
      Plan plan,
      int step) {
    @Nullable Object[] values =
        new Writes(topology.schema(), base).apply("the input", input).values();
    ledger.add(new PutThread(row(ThreadInfo.Status.RUNNING)));
    Position position = new Position(values, stored, null, plan, Ids.run(), step, Map.of());
    return run(ledger, position, new First.Fresh());
  }

  /** Goes on where the thread stands; from an older checkpoint as a fork. */
  GraphOutput<S> proceed() {
    CheckpointId id = setup.config().checkpoint();
    if (!setup.config().namespace().isEmpty() && id != null) {
      new ReplayBelow(graph.calls(), store, thread).prepare(setup.config().namespace(), id);
      return new RootCall<>(graph, setup.atLatest(), store, thread).proceed();
    }
    Loaded loaded = require();
    if (!loaded.isLatest()) {
      return forked(loaded, Parts.NONE);
    }
    store
        .thread(thread)
        .filter(info -> info.status() == ThreadInfo.Status.RUNNING)
        .ifPresent(this::noteUnfinished);
    loaded = Deadlines.decide(store, loaded, setup, open(loaded), notices).loaded();
    Position position = loaded.position(topology);
    if (position.plan().due().isEmpty()) {
      notices.add("thread \"" + thread + "\" is finished; nothing ran");
      return standing(loaded);
    }
    return run(loaded.ledger(store), position, new First.All());
  }

  /** A run that is said to go on has most likely died with its process. */
  private void noteUnfinished(ThreadInfo info) {
    notices.add(
        "the last run of thread \"%s\" began at %s and left no end; %s run again from the start"
            .formatted(thread, info.since(), Names.listed(Threads.next(store, thread))));
  }

  private GraphOutput<S> forked(Loaded old, Parts parts) {
    Position position = old.position(topology);
    @Nullable Object[] stored = position.stored();
    @Nullable Object[] values =
        new Writes(topology.schema(), position.values())
            .apply("the update", parts.writes())
            .values();
    Plan plan = Plans.with(topology, position.plan(), parts);
    Ledger ledger = old.ledger(store);
    String run = Ids.run();
    int step = old.checkpoint().step() + 1;
    ledger.add(new PutThread(row(ThreadInfo.Status.RUNNING)));
    ledger.checkpoint(
        step,
        Source.FORK,
        Channels.changes(topology.schema(), stored, values),
        Plans.encode(topology, plan, run, null),
        Map.of());
    Position fork = new Position(values, values, Source.FORK, plan, run, step, Map.of());
    return run(ledger, fork, new First.All());
  }

  /** Answers, updates and destinations, in one batch; then goes on. */
  GraphOutput<S> command(Parts parts) {
    Parts.Answers answers = parts.answers();
    checkSomething(parts);
    Optional<Loaded> found = load();
    if (answers == null && found.isEmpty()) {
      return first(parts.writes(), parts);
    }
    Loaded loaded = found.orElseThrow(() -> Standing.unknown(store, thread));
    if (!loaded.isLatest()) {
      if (answers == null) {
        return forked(loaded, parts);
      }
      throw Standing.past(thread, loaded, setup);
    }
    Deadlines decided = Deadlines.decide(store, loaded, setup, open(loaded), notices);
    loaded = decided.loaded();
    List<QuestionJson> open = open(loaded);
    List<QuestionJson> replaceable =
        setup.config().answers().replace()
            ? Standing.replaceable(topology, setup, store, loaded)
            : List.of();
    AnswerBook book = new AnswerBook(store, thread, open, replaceable);
    if (answers != null) {
      if (answers instanceof Parts.One && open.isEmpty() && replaceable.isEmpty()) {
        throw Standing.nothingPending(store.thread(thread), thread, loaded, setup);
      }
      book.match(answers);
      if (book.matched().isEmpty()) {
        book.repeated().values().forEach(this::noteRepeated);
        return standing(loaded);
      }
      Changes.check(graph, setup, book.matched().keySet());
    }
    return commit(loaded, parts, book, decided.ids());
  }

  private void checkSomething(Parts parts) {
    if (parts.parent()) {
      throw new GraphException.InvalidUpdate(
          "no-parent", "this is the root graph, so a command toParent() has nowhere to go");
    }
    if (parts.answers() == null && parts.writes().isEmpty() && !parts.hasRoutes()) {
      throw new GraphException.InvalidUpdate(
          "empty-command",
          "the command does nothing; to continue a stopped thread use invoke(%s)"
              .formatted(setup.threadText()));
    }
  }

  private void noteRepeated(Answer answer) {
    notices.add(
        "interrupt %s was answered with the same value by %s at %s; nothing ran again"
            .formatted(answer.interruptId(), answer.by(), answer.at()));
  }

  private GraphOutput<S> commit(Loaded loaded, Parts parts, AnswerBook book, Set<String> decided) {
    Commit commit = new Commit(store, loaded, setup);
    boolean updates = !parts.writes().isEmpty();
    for (Map.Entry<QuestionJson, Json> answer : book.matched().entrySet()) {
      boolean replace = book.isReplacing(answer.getKey());
      commit.answer(answer.getKey(), answer.getValue(), updates, replace);
    }
    if (updates || parts.hasRoutes()) {
      checkCommand(loaded, parts);
      commit.command(topology.schema(), parts);
    }
    Optional<Answer> other = commit.send(row(ThreadInfo.Status.RUNNING));
    if (other.isPresent()) {
      noteRepeated(other.get());
      return standing(require());
    }
    Loaded now = commit.hasReplaced() ? require() : loaded.with(commit.rootWrites());
    Set<String> ids = new HashSet<>(decided);
    book.matched().keySet().forEach(question -> ids.add(question.id()));
    return run(
        now.ledger(store),
        now.position(topology),
        updates ? new First.All() : new First.Answered(ids));
  }

  /** Finds out before anything is stored. */
  private void checkCommand(Loaded loaded, Parts parts) {
    Position position = loaded.position(topology);
    new Writes(topology.schema(), position.values()).apply("the update", parts.writes());
    new Routes<>(topology, position.plan()).command(parts);
  }

  private List<QuestionJson> open(Loaded loaded) {
    return Standing.open(topology, setup, store, loaded);
  }

  private GraphOutput<S> run(Ledger ledger, Position position, First first) {
    Run<S> run = new Run<>(topology, setup, ledger, position);
    Outcome outcome = run.go(first);
    boolean waits = outcome instanceof Outcome.Paused || outcome instanceof Outcome.Stopped;
    return waits && first instanceof First.Answered
        ? allDone().orElseGet(() -> output(run, outcome, ledger.at()))
        : output(run, outcome, ledger.at());
  }

  /**
   * Others may have answered the rest meanwhile, and their runs not have seen what this one came
   * to. Whoever stores last finds all done, and goes on for both.
   */
  private Optional<GraphOutput<S>> allDone() {
    return load()
        .filter(now -> now.isLatest() && now.isDone())
        .map(now -> run(now.ledger(store), now.position(topology), new First.All()));
  }

  /** The thread as it stands, without running anything. */
  private GraphOutput<S> standing(Loaded loaded) {
    Run<S> run = new Run<>(topology, setup, loaded.ledger(store), loaded.position(topology));
    run.look();
    return output(run, new Outcome.Paused(open(loaded)), loaded.id());
  }

  private GraphOutput<S> output(Run<S> run, Outcome outcome, @Nullable CheckpointId at) {
    if (outcome instanceof Outcome.Escaped) {
      throw noParent();
    }
    List<Interrupt> interrupts =
        outcome instanceof Outcome.Paused paused
            ? paused.open().stream().map(Interrupts::of).toList()
            : List.of();
    RunnableConfig config = RunnableConfig.DEFAULTS.at(thread, "", at);
    return new GraphOutput<>(run.shown(), interrupts, config, run.next(), notices);
  }

  static GraphException noParent() {
    return new GraphException.InvalidUpdate(
        "no-parent", "a node of the root graph returned a command toParent(); there is none");
  }

  private Optional<Loaded> load() {
    Standing.checkOwner(store.thread(thread), thread, setup.graph());
    return Loaded.read(store, thread, "", setup.config().checkpoint());
  }

  private Loaded require() {
    return load().orElseThrow(() -> Standing.unknown(store, thread));
  }

  private ThreadInfo row(ThreadInfo.Status status) {
    return new ThreadInfo(thread, setup.graph(), status, List.of(), Instant.now(), setup.labels());
  }
}
