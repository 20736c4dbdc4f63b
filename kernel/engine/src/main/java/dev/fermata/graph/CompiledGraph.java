// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.Json;
import dev.fermata.graph.Run.First;
import dev.fermata.graph.Topology.Stops;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph that can run: LangGraph's {@code CompiledStateGraph}. Immutable but for a name given
 * later; thread-safe; runs of different threads are independent.
 *
 * <p>Called inside a node of another graph without a thread of its own, it runs as that graph's
 * subgraph: its pauses pause the node, and its checkpoints go below the node's.
 *
 * @param <S> the state record
 */
public final class CompiledGraph<S extends Record> {
  private final Topology<S> topology;
  private final CompileOptions options;
  private final Stops stops;
  private final Surroundings surroundings;
  private final Fingerprints prints;
  private volatile @Nullable String name;

  CompiledGraph(Topology<S> topology, CompileOptions options) {
    this.topology = topology;
    this.options = options;
    this.stops = topology.stops(options.before(), options.after());
    this.surroundings = new Surroundings(options.checkpointer());
    this.prints = new Fingerprints(topology, node -> surroundings.fingerprint(this, node));
    this.name = options.name();
  }

  /**
   * Runs from START with an input, until the run ends, asks or stops. On a thread that has a state
   * the input is merged into it; a pending question is dropped.
   *
   * @param input its components that are not null, and all primitive ones, are written
   * @param config at most one; without one, or without a thread in it, a graph that has a
   *     checkpointer runs on a fresh thread, which the output's config names
   * @return the state as it stands, and what is asked
   * @throws GraphException when a node fails or the input does not fit
   */
  public GraphOutput<S> invoke(S input, RunnableConfig... config) {
    return input(States.input(topology.schema(), input), one(config));
  }

  /**
   * As {@link #invoke(Record, RunnableConfig...)} with the input as JSON: only the keys that are
   * there are written, an explicit null writes null.
   *
   * @param json an object whose keys are components of the state
   * @param config at most one
   * @return the state as it stands, and what is asked
   */
  public GraphOutput<S> invokeJson(String json, RunnableConfig... config) {
    Json object = Codec.JSON.parseUser(json);
    return input(States.input(topology.schema(), object), one(config));
  }

  private GraphOutput<S> input(List<Write> input, RunnableConfig config) {
    return call(config, root -> root.input(input), setup -> plain(setup, input), input);
  }

  /**
   * Answers, updates or redirects a thread, and goes on with it. The answer is committed before any
   * node runs again.
   *
   * @param command from {@link Fermata#resume}, {@link Fermata#resumeAll}, {@link Fermata#set},
   *     {@link Fermata#goTo} and their combinations
   * @param config exactly one, with the thread
   * @return the state as it stands, and what is asked
   * @throws GraphException when the command does not fit the thread; nothing was stored then
   */
  public GraphOutput<S> invoke(Command<S> command, RunnableConfig... config) {
    Parts parts = Parts.of(command);
    return call(one(config), root -> root.command(parts), this::noStore, null);
  }

  /**
   * Goes on with a stopped or failed thread; a paused one asks its question again. With an older
   * checkpoint in the config the run forks from there.
   *
   * @param config with the thread
   * @return the state as it stands, and what is asked
   */
  public GraphOutput<S> invoke(RunnableConfig config) {
    return call(config, RootCall::proceed, this::noStore, null);
  }

  private GraphOutput<S> call(
      RunnableConfig config,
      Function<RootCall<S>, GraphOutput<S>> stored,
      Function<RunSetup, GraphOutput<S>> unstored,
      @Nullable List<Write> input) {
    Scratchpad pad = Scratchpad.CURRENT.get();
    if (pad != null) {
      return inside(pad, config, input);
    }
    Checkpointer store = surroundings.checkpointer();
    if (store == null) {
      return unstored.apply(setup(config, null, 0));
    }
    String thread = config.thread();
    if (thread == null) {
      thread = "run-" + UUID.randomUUID();
      config = config.withThread(thread);
    }
    return stored.apply(new RootCall<>(this, setup(config, null, 0), store, thread));
  }

  private GraphOutput<S> inside(
      Scratchpad pad, RunnableConfig config, @Nullable List<Write> input) {
    if (config.thread() != null || input == null) {
      throw new GraphException.InvalidUpdate(
          "thread-in-node",
          ("node \"%s\" runs another graph on a thread of its own, whose pause could not pause this"
                  + " node; call it without a config, then it runs as a subgraph of this thread")
              .formatted(pad.task().node()));
    }
    Run<S> run = runInside(pad, input);
    return new GraphOutput<>(run.current(), List.of(), pad.task().config(), List.of(), List.of());
  }

  /** Runs as a subgraph of a task. */
  Run<S> runInside(Scratchpad pad, List<Write> input) {
    return new ChildCall<>(this, setup(pad.task().config(), pad, pad.nextCall()), pad).run(input);
  }

  private GraphOutput<S> plain(RunSetup setup, List<Write> input) {
    @Nullable Object[] initial = topology.schema().initial();
    @Nullable Object[] values =
        new Writes(topology.schema(), initial).apply("the input", input).values();
    Position start = new Position(values, initial, false, Plans.start(topology), "", -1, Map.of());
    Run<S> run = new Run<>(topology, setup, null, start);
    Outcome outcome = run.go(new First.Fresh());
    if (outcome instanceof Outcome.Escaped) {
      throw new GraphException.InvalidUpdate(
          "no-parent", "a node of the root graph returned a command toParent(); there is none");
    }
    return new GraphOutput<>(run.current(), List.of(), setup.config(), run.next(), List.of());
  }

  private GraphOutput<S> noStore(RunSetup setup) {
    throw new GraphException.ThreadState(
        "no-checkpointer",
        "the graph was compiled without a checkpointer, so no run of it can be continued or"
            + " answered; compile(CompileOptions.defaults().withCheckpointer(…))");
  }

  private RunSetup setup(RunnableConfig config, @Nullable Scratchpad parent, int call) {
    List<String> before = parent == null ? config.before() : List.of();
    List<String> after = parent == null ? config.after() : List.of();
    return new RunSetup(
        config,
        name == null ? "" : name,
        before.isEmpty() && after.isEmpty() ? stops : stops.and(topology.stops(before, after)),
        surroundings.changedQuestion(config),
        parent == null ? surroundings.labels(config) : Map.of(),
        Emitter.NONE,
        prints,
        parent,
        call,
        parent == null ? null : parent.task().taskId() + "#" + call);
  }

  private static RunnableConfig one(RunnableConfig[] config) {
    if (config.length > 1) {
      throw new IllegalArgumentException(
          config.length + " configs were given; a call has at most one");
    }
    return config.length == 0 ? RunnableConfig.DEFAULTS : config[0];
  }

  /**
   * A thread at its latest checkpoint, or at the one the config names.
   *
   * @param config with the thread
   * @return the snapshot; of an unknown thread an empty one
   */
  public StateSnapshot<S> getState(RunnableConfig config) {
    return snapshots(config).state();
  }

  /**
   * The checkpoints of a thread, newest first.
   *
   * @param config with the thread; with a checkpoint in it only older ones
   * @return one snapshot per checkpoint, read as the stream is consumed
   */
  public Stream<StateSnapshot<S>> getStateHistory(RunnableConfig config) {
    return snapshots(config).history();
  }

  private Snapshots<S> snapshots(RunnableConfig config) {
    Checkpointer store = surroundings.checkpointer();
    if (store == null) {
      noStore(setup(config, null, 0));
    }
    String thread = config.thread();
    if (thread == null || store == null) {
      throw new GraphException.InvalidUpdate(
          "no-thread", "which thread? The config names none: thread(\"id\")");
    }
    return new Snapshots<>(this, setup(config, null, 0), store, thread);
  }

  /** The state of this graph where it runs as a subgraph; null when it has not run there. */
  @Nullable StateSnapshot<S> below(
      RunnableConfig config, Checkpointer store, String thread, String level) {
    RunSetup setup = setup(config.at(thread, level, null), null, 0);
    StateSnapshot<S> state = new Snapshots<>(this, setup, store, thread).state();
    return state.step() == null ? null : state;
  }

  /**
   * The graph's name, to which its threads belong.
   *
   * @return null while it has none
   */
  public @Nullable String name() {
    return name;
  }

  /**
   * Gives a graph that was compiled without a name one; a notebook does so after its variable.
   *
   * @param later the name
   * @return whether it took it; false when it has one
   */
  public synchronized boolean nameIfUnnamed(String later) {
    if (name != null) {
      return false;
    }
    name = later;
    return true;
  }

  /**
   * The graph as data.
   *
   * @return nodes, edges, channels and notes
   */
  public GraphDescription describe() {
    return Describer.describe(name, topology, stops);
  }

  /**
   * A state as JSON, by component names.
   *
   * @param state a state of this graph
   * @return a JSON object
   */
  public Json toJson(S state) {
    return States.json(topology.schema(), state);
  }

  Topology<S> topology() {
    return topology;
  }

  CompileOptions options() {
    return options;
  }
}
