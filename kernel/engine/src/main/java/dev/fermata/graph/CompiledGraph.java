// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import java.util.List;
import java.util.Set;
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
  private final Calls<S> calls;
  private volatile @Nullable String name;

  CompiledGraph(Topology<S> topology, CompileOptions options) {
    this.topology = topology;
    this.options = options;
    this.name = options.name();
    this.calls = new Calls<>(this, topology, options);
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
    return calls.input(States.input(topology.schema(), input), one(config), Emitter.NONE);
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
    return calls.input(States.input(topology.schema(), json), one(config), Emitter.NONE);
  }

  /**
   * An update written as JSON, for {@link #invoke(Command, RunnableConfig...)} and {@link
   * #updateState}: each key that is there is set through the channel's reducer, if it has one.
   *
   * @param json an object whose keys are components of the state
   * @return as from {@link Fermata#set}
   * @throws GraphException when it does not fit the state
   */
  public Command<S> setJson(String json) {
    return new Update<>(Parts.writes(States.input(topology.schema(), json)));
  }

  /**
   * Answers, updates or redirects a thread, and goes on with it. The answer is committed before any
   * node runs again. Without an answer it may begin a thread, as an input would; at an older
   * checkpoint it forks from there.
   *
   * @param command from {@link Fermata#resume}, {@link Fermata#resumeAll}, {@link Fermata#set},
   *     {@link Fermata#goTo} and their combinations
   * @param config at most one; with the thread, if it answers
   * @return the state as it stands, and what is asked
   * @throws GraphException when the command does not fit the thread; nothing was stored then
   */
  public GraphOutput<S> invoke(Command<S> command, RunnableConfig... config) {
    return calls.command(command, one(config), Emitter.NONE);
  }

  /**
   * Goes on with a stopped or failed thread; a paused one asks its question again. With an older
   * checkpoint in the config the run forks from there.
   *
   * @param config with the thread
   * @return the state as it stands, and what is asked
   */
  public GraphOutput<S> invoke(RunnableConfig config) {
    return calls.proceed(config, Emitter.NONE);
  }

  /** A snapshot of a subgraph is of its own state type, which the caller knows. */
  @SuppressWarnings("unchecked")
  private static <S extends Record> StateSnapshot<S> cast(StateSnapshot<?> snapshot) {
    return (StateSnapshot<S>) snapshot;
  }

  private static RunnableConfig one(RunnableConfig[] config) {
    if (config.length > 1) {
      throw new IllegalArgumentException(
          config.length + " configs were given; a call has at most one");
    }
    return config.length == 0 ? RunnableConfig.DEFAULTS : config[0];
  }

  /**
   * As {@link #invoke(Record, RunnableConfig...)}, telling what happens meanwhile.
   *
   * @param input its components that are not null, and all primitive ones, are written
   * @param config how to run
   * @param modes what to tell; none given means updates
   * @return the running stream; close it
   */
  public GraphStream<S> stream(S input, RunnableConfig config, StreamMode... modes) {
    List<Write> writes = States.input(topology.schema(), input);
    return stream(config, modes, emitter -> calls.input(writes, config, emitter));
  }

  /**
   * As {@link #stream(Record, RunnableConfig, StreamMode...)} without a config: a new thread.
   *
   * @param input its components that are not null, and all primitive ones, are written
   * @param modes what to tell; none given means updates
   * @return the running stream; close it
   */
  public GraphStream<S> stream(S input, StreamMode... modes) {
    return stream(input, RunnableConfig.DEFAULTS, modes);
  }

  /**
   * As {@link #invokeJson}, telling what happens meanwhile.
   *
   * @param json an object whose keys are components of the state
   * @param config how to run
   * @param modes what to tell; none given means updates
   * @return the running stream; close it
   */
  public GraphStream<S> streamJson(String json, RunnableConfig config, StreamMode... modes) {
    List<Write> writes = States.input(topology.schema(), json);
    return stream(config, modes, emitter -> calls.input(writes, config, emitter));
  }

  /**
   * As {@link #streamJson(String, RunnableConfig, StreamMode...)} without a config: a new thread.
   *
   * @param json an object whose keys are components of the state
   * @param modes what to tell; none given means updates
   * @return the running stream; close it
   */
  public GraphStream<S> streamJson(String json, StreamMode... modes) {
    return streamJson(json, RunnableConfig.DEFAULTS, modes);
  }

  /**
   * As {@link #invoke(Command, RunnableConfig...)}, telling what happens meanwhile.
   *
   * @param command answers, updates, destinations
   * @param config with the thread
   * @param modes what to tell; none given means updates
   * @return the running stream; close it
   */
  public GraphStream<S> stream(Command<S> command, RunnableConfig config, StreamMode... modes) {
    return stream(config, modes, emitter -> calls.command(command, config, emitter));
  }

  /**
   * As {@link #stream(Command, RunnableConfig, StreamMode...)} without a config: a new thread.
   *
   * @param command answers, updates, destinations
   * @param modes what to tell; none given means updates
   * @return the running stream; close it
   */
  public GraphStream<S> stream(Command<S> command, StreamMode... modes) {
    return stream(command, RunnableConfig.DEFAULTS, modes);
  }

  /**
   * As {@link #invoke(RunnableConfig)}, telling what happens meanwhile.
   *
   * @param config with the thread
   * @param modes what to tell; none given means updates
   * @return the running stream; close it
   */
  public GraphStream<S> stream(RunnableConfig config, StreamMode... modes) {
    return stream(config, modes, emitter -> calls.proceed(config, emitter));
  }

  private GraphStream<S> stream(
      RunnableConfig config, StreamMode[] modes, Function<Emitter, GraphOutput<S>> run) {
    return new GraphStream<>(Set.copyOf(List.of(modes)), config.subgraphs(), run);
  }

  /**
   * A thread at its latest checkpoint, or at the one the config names.
   *
   * @param config with the thread
   * @return the snapshot; of an unknown thread an empty one
   */
  public StateSnapshot<S> getState(RunnableConfig config) {
    return cast(calls.at(config.namespace()).snapshots(config, calls).state());
  }

  /**
   * The checkpoints of a thread, newest first.
   *
   * @param config with the thread; with a checkpoint in it only older ones
   * @return one snapshot per checkpoint, read as the stream is consumed
   */
  public Stream<StateSnapshot<S>> getStateHistory(RunnableConfig config) {
    return calls.at(config.namespace()).snapshots(config, calls).history().map(CompiledGraph::cast);
  }

  /**
   * Writes to a thread's state by hand: a new checkpoint, as if a node had written it. Pending
   * questions are dropped; continuing asks anew, with new ids. With {@link Fermata#none} it copies
   * the checkpoint.
   *
   * @param config with the thread; with an older checkpoint in it the thread forks there
   * @param update updates and destinations
   * @return names the new checkpoint
   * @throws GraphException.InvalidUpdate when several nodes wrote last: say as which one to write
   */
  public RunnableConfig updateState(RunnableConfig config, Command<S> update) {
    return calls.at(config.namespace()).update(config, calls).update(update, null);
  }

  /**
   * Writes to a thread's state on behalf of a node: its edges fire. As the asking node, the
   * question counts as answered; as an earlier node, the run goes back to behind it.
   *
   * @param config with the thread; with an older checkpoint in it the thread forks there
   * @param update updates and destinations
   * @param asNode the node; {@link Fermata#START} begins anew, {@link Fermata#END} ends the run, so
   *     that only what has finished beside a question, and deferred nodes, go on
   * @return names the new checkpoint
   */
  public RunnableConfig updateState(RunnableConfig config, Command<S> update, String asNode) {
    return calls.at(config.namespace()).update(config, calls).update(update, asNode);
  }

  /**
   * Copies a checkpoint to the head of its thread without running anything. Its questions are asked
   * anew when the thread is continued.
   *
   * @param config with the thread and the checkpoint
   * @return names the new checkpoint
   */
  public RunnableConfig fork(RunnableConfig config) {
    return calls.at(config.namespace()).update(config, calls).fork();
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
    return Describer.describe(name, topology, calls.stops());
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

  /** Its name and its nodes. */
  @Override
  public String toString() {
    String called = name;
    return "graph " + (called == null ? "" : called + " ") + topology.names();
  }

  Topology<S> topology() {
    return topology;
  }

  Calls<S> calls() {
    return calls;
  }

  CompileOptions options() {
    return options;
  }
}
