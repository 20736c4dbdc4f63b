// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.graph.CompileOptions.Checkpoints;
import dev.fermata.graph.Topology.Stops;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one compiled graph: finds out where it is called (as a root or inside a task), with
 * which checkpointer, and starts the run. Thread-safe.
 */
final class Calls<S extends Record> {
  private final CompiledGraph<S> graph;
  private final Topology<S> topology;
  private final Stops stops;
  private final Surroundings surroundings;
  private final Fingerprints prints;
  private final Map<String, CompiledGraph<?>> children = new ConcurrentHashMap<>();

  Calls(CompiledGraph<S> graph, Topology<S> topology, CompileOptions options) {
    this.graph = graph;
    this.topology = topology;
    this.stops = topology.stops(options.before(), options.after());
    this.surroundings = new Surroundings(options.checkpointer());
    this.prints = new Fingerprints(topology, node -> surroundings.fingerprint(graph, node));
  }

  Stops stops() {
    return stops;
  }

  GraphOutput<S> input(List<Write> input, RunnableConfig config, Emitter emitter) {
    return call(config, emitter, root -> root.input(input), setup -> plain(setup, input), input);
  }

  GraphOutput<S> command(Command<S> command, RunnableConfig config, Emitter emitter) {
    Parts parts = Parts.of(command);
    return call(config, emitter, root -> root.command(parts), Calls::refuse, null);
  }

  GraphOutput<S> proceed(RunnableConfig config, Emitter emitter) {
    return call(config, emitter, RootCall::proceed, Calls::refuse, null);
  }

  private GraphOutput<S> call(
      RunnableConfig config,
      Emitter emitter,
      Function<RootCall<S>, GraphOutput<S>> stored,
      Function<RunSetup, GraphOutput<S>> unstored,
      @Nullable List<Write> input) {
    Scratchpad pad = Scratchpad.CURRENT.get();
    if (pad != null) {
      return inside(pad, config, input);
    }
    Checkpointer store = surroundings.checkpointer();
    if (store == null) {
      return unstored.apply(root(config, emitter));
    }
    String thread = config.thread();
    RunnableConfig named = config;
    if (thread == null) {
      thread = "run-" + UUID.randomUUID();
      named = config.withThread(thread);
    }
    return stored.apply(new RootCall<>(graph, root(named, emitter), store, thread));
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
    return new GraphOutput<>(run.shown(), List.of(), pad.task().config(), List.of(), List.of());
  }

  /** Runs as a subgraph of a task. */
  Run<S> runInside(Scratchpad pad, List<Write> input) {
    int call = pad.nextCall();
    if (call == 0) {
      pad.scope().children().put(pad.task().node(), graph);
    }
    RunSetup setup =
        new RunSetup(
            pad.task().config(),
            name(),
            stops,
            surroundings.changedQuestion(pad.task().config()),
            Map.of(),
            pad.scope().emitter(),
            prints,
            children,
            pad,
            call,
            pad.task().taskId() + "#" + call);
    return new ChildCall<>(graph, setup, pad).run(input);
  }

  private GraphOutput<S> plain(RunSetup setup, List<Write> input) {
    @Nullable Object[] initial = topology.schema().initial();
    @Nullable Object[] values =
        new Writes(topology.schema(), initial).apply("the input", input).values();
    Position start = new Position(values, initial, null, Plans.start(topology), "", -1, Map.of());
    Run<S> run = new Run<>(topology, setup, null, start);
    if (run.go(new First.Fresh()) instanceof Outcome.Escaped) {
      throw RootCall.noParent();
    }
    return new GraphOutput<>(run.shown(), List.of(), setup.config(), run.next(), List.of());
  }

  private static <S extends Record> GraphOutput<S> refuse(RunSetup setup) {
    throw noStore(setup);
  }

  private static GraphException noStore(RunSetup setup) {
    return new GraphException.ThreadState(
        "no-checkpointer",
        ("the graph was compiled without a checkpointer, so %s cannot be continued, answered or"
                + " looked at; compile(CompileOptions.defaults().withCheckpointer(…))")
            .formatted(setup.threadText()));
  }

  RunSetup root(RunnableConfig config, Emitter emitter) {
    return new RunSetup(
        config,
        name(),
        stops.unless(topology.stops(config.stops().before(), config.stops().after())),
        surroundings.changedQuestion(config),
        surroundings.labels(config),
        emitter,
        prints,
        children,
        null,
        0,
        null);
  }

  private String name() {
    String name = graph.name();
    return name == null ? "" : name;
  }

  /** Snapshots of this graph, which keeps its checkpoints where the root graph does. */
  Snapshots<S> snapshots(RunnableConfig config, Calls<?> root) {
    RunSetup setup = root(config, Emitter.NONE);
    return new Snapshots<>(topology, setup, root.store(setup), thread(config));
  }

  /** The state of this graph where it runs as a subgraph; null when it has not run there. */
  @Nullable StateSnapshot<S> below(Checkpointer store, String thread, String level) {
    RunSetup setup = root(RunnableConfig.DEFAULTS.at(thread, level, null), Emitter.NONE);
    StateSnapshot<S> state = new Snapshots<>(topology, setup, store, thread).state();
    return state.step() == null ? null : state;
  }

  UpdateState<S> update(RunnableConfig config, Calls<?> root) {
    RunSetup setup = root(config, Emitter.NONE);
    return new UpdateState<>(topology, setup, root.store(setup), thread(config));
  }

  /** The graph that has checkpoints at a level: this one, or one that runs inside it. */
  Calls<?> at(String level) {
    Calls<?> found = find(level);
    if (found == null) {
      throw new GraphException.ThreadState(
          "unknown-subgraph", "no graph is known to run at \"%s\"".formatted(level));
    }
    return found;
  }

  /** As {@link #at}; null when no graph is known to run there. */
  @Nullable Calls<?> find(String level) {
    Calls<?> calls = this;
    for (String each : level.isEmpty() ? new String[0] : level.split("\\|", -1)) {
      CompiledGraph<?> child = calls.child(Levels.node(each));
      if (child == null) {
        return null;
      }
      calls = child.calls();
    }
    return calls;
  }

  Fingerprints prints() {
    return prints;
  }

  /** Whether the graph that runs in a node keeps checkpoints. */
  Checkpoints modeIn(String node) {
    CompiledGraph<?> child = child(node);
    return child == null ? Checkpoints.INHERITED : child.options().mode();
  }

  @Nullable CompiledGraph<?> child(String node) {
    int number = topology.find(node);
    CompiledGraph<?> declared = number < 0 ? null : topology.node(number).subgraph();
    return declared != null ? declared : children.get(node);
  }

  private static String thread(RunnableConfig config) {
    String thread = config.thread();
    if (thread == null) {
      throw new GraphException.InvalidUpdate(
          "no-thread", "which thread? The config names none: thread(\"id\")");
    }
    return thread;
  }

  private Checkpointer store(RunSetup setup) {
    Checkpointer store = surroundings.checkpointer();
    if (store == null) {
      throw noStore(setup);
    }
    return store;
  }
}
