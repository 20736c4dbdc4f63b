// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A graph under construction: nodes and edges over a state record, LangGraph's {@code StateGraph}.
 * Each component of the record is a channel. Not thread-safe; {@link #compile()} takes a copy.
 *
 * @param <S> the state record
 */
public final class StateGraph<S extends Record> {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}|:]");

  private final Schema<S> schema;
  private final Map<String, NodeSpec<S>> nodes = new LinkedHashMap<>();
  private final List<EdgeSpec> edges = new ArrayList<>();
  private final List<BranchSpec<S>> branches = new ArrayList<>();

  /**
   * Begins a graph.
   *
   * @param state the state record; its component types must not mention type variables
   */
  public StateGraph(Class<S> state) {
    this.schema = new Schema<>(state);
  }

  /**
   * Gives a channel a reducer.
   *
   * @param channel a method reference to a component
   * @param reducer how the channel takes a new value
   * @param <T> the channel's type
   * @return this
   */
  public <T> StateGraph<S> reduce(Channel<S, T> channel, Reducer<T> reducer) {
    schema.reduce(ChannelRef.of(channel), Objects.requireNonNull(reducer, "reducer"));
    return this;
  }

  /**
   * Names the channels an input may write: LangGraph's {@code input_schema}. Without it an input
   * may write every channel.
   *
   * @param view a record whose components are components of the state record, of the same types
   * @return this
   * @throws GraphException when a component is not one of the state's
   */
  public StateGraph<S> input(Class<? extends Record> view) {
    schema.takes(view);
    return this;
  }

  /**
   * Names the channels an output shows, and a subgraph gives back: LangGraph's {@code
   * output_schema}. The others stay private to the graph: in what {@code invoke} returns they are
   * as if never written; {@link CompiledGraph#getState} shows them.
   *
   * @param view a record whose components are components of the state record, of the same types
   * @return this
   * @throws GraphException when a component is not one of the state's
   */
  public StateGraph<S> output(Class<? extends Record> view) {
    schema.gives(view);
    return this;
  }

  /**
   * Adds a node.
   *
   * @param name unique; not {@link Fermata#START} or {@link Fermata#END}
   * @param node what it does
   * @param destinations where its {@code goTo} and {@code send} may go; none given means anywhere
   * @return this
   */
  public StateGraph<S> addNode(String name, Node<S> node, String... destinations) {
    return addNode(name, NodeOptions.defaults(), node, destinations);
  }

  /**
   * Adds a node that wants to know its run.
   *
   * @param name unique; not {@link Fermata#START} or {@link Fermata#END}
   * @param node what it does
   * @param destinations where its {@code goTo} and {@code send} may go; none given means anywhere
   * @return this
   */
  public StateGraph<S> addNode(String name, ContextNode<S> node, String... destinations) {
    return addNode(name, NodeOptions.defaults(), node, destinations);
  }

  /**
   * Adds a node with options.
   *
   * @param name unique; not {@link Fermata#START} or {@link Fermata#END}
   * @param options retry, cache, deferral
   * @param node what it does
   * @param destinations where its {@code goTo} and {@code send} may go; none given means anywhere
   * @return this
   */
  public StateGraph<S> addNode(
      String name, NodeOptions options, Node<S> node, String... destinations) {
    Objects.requireNonNull(node, "node");
    return add(
        new NodeSpec<>(
            name, (state, context) -> node.run(state), node, null, options, List.of(destinations)));
  }

  /**
   * Adds a node with options that wants to know its run, for example which attempt it is.
   *
   * @param name unique; not {@link Fermata#START} or {@link Fermata#END}
   * @param options retry, cache, deferral
   * @param node what it does
   * @param destinations where its {@code goTo} and {@code send} may go; none given means anywhere
   * @return this
   */
  public StateGraph<S> addNode(
      String name, NodeOptions options, ContextNode<S> node, String... destinations) {
    Objects.requireNonNull(node, "node");
    return add(new NodeSpec<>(name, node, node, null, options, List.of(destinations)));
  }

  /**
   * Adds a graph as a node. Channels of the same name are handed in when it starts and written
   * back, through this graph's reducers, when it ends.
   *
   * @param name unique; not {@link Fermata#START} or {@link Fermata#END}
   * @param subgraph the graph to run
   * @return this
   */
  public StateGraph<S> addNode(String name, CompiledGraph<?> subgraph) {
    Objects.requireNonNull(subgraph, "subgraph");
    SubgraphNode<S, ?> node = new SubgraphNode<>(schema, subgraph);
    return add(new NodeSpec<>(name, node, subgraph, subgraph, NodeOptions.defaults(), List.of()));
  }

  private StateGraph<S> add(NodeSpec<S> node) {
    String name = Objects.requireNonNull(node.name(), "name");
    if (name.equals(Fermata.START) || name.equals(Fermata.END)) {
      throw new GraphException.InvalidGraph(
          "reserved-name",
          "\"" + name + "\" cannot be a node's name: it is where runs begin or end");
    }
    if (name.isBlank() || name.equals("*") || CONTROL.matcher(name).find()) {
      throw new GraphException.InvalidGraph(
          "bad-node-name",
          "\"%s\" cannot be a node's name: it must not be empty or \"*\", nor hold |, : or control"
                  .formatted(name)
              + " characters");
    }
    if (nodes.putIfAbsent(name, node) != null) {
      throw new GraphException.InvalidGraph(
          "duplicate-node", "node \"" + name + "\" exists already; give this one another name");
    }
    return this;
  }

  /**
   * Adds a path that is always taken.
   *
   * @param from a node or {@link Fermata#START}
   * @param to a node or {@link Fermata#END}
   * @return this
   */
  public StateGraph<S> addEdge(String from, String to) {
    edges.add(new EdgeSpec(List.of(from), to, false));
    return this;
  }

  /**
   * Adds a join: a path taken when all of these nodes have finished, in whichever supersteps.
   *
   * @param from nodes
   * @param to a node or {@link Fermata#END}
   * @return this
   */
  public StateGraph<S> addEdge(List<String> from, String to) {
    if (from.isEmpty()) {
      throw new GraphException.InvalidGraph(
          "empty-join",
          "the join to \"" + to + "\" waits for no node; name the nodes it waits for");
    }
    edges.add(new EdgeSpec(List.copyOf(from), to, true));
    return this;
  }

  /**
   * Adds a choice of paths.
   *
   * @param from a node or {@link Fermata#START}
   * @param router chooses
   * @param destinations what it may choose; none given means anywhere
   * @return this
   */
  public StateGraph<S> addConditionalEdges(String from, Router<S> router, String... destinations) {
    Objects.requireNonNull(router, "router");
    branches.add(new BranchSpec<>(from, router, List.of(destinations)));
    return this;
  }

  /**
   * Checks the graph and makes it runnable, without a name and with the place's default
   * checkpointer.
   *
   * @return an immutable graph
   * @throws GraphException.InvalidGraph when it cannot run as written
   */
  public CompiledGraph<S> compile() {
    return compile(CompileOptions.defaults());
  }

  /**
   * Checks the graph and makes it runnable under a name, with the place's default checkpointer.
   *
   * @param name the graph's name, to which its threads belong
   * @return an immutable graph
   * @throws GraphException.InvalidGraph when it cannot run as written
   */
  public CompiledGraph<S> compile(String name) {
    return compile(CompileOptions.defaults().withName(name));
  }

  /**
   * Checks the graph and makes it runnable.
   *
   * @param options name, checkpointer, static breakpoints
   * @return an immutable graph
   * @throws GraphException.InvalidGraph when it cannot run as written
   */
  public CompiledGraph<S> compile(CompileOptions options) {
    Topology<S> topology = Topology.of(schema.copy(), List.copyOf(nodes.values()), edges, branches);
    topology.stops(options.before(), options.after());
    return new CompiledGraph<>(topology, options);
  }

  /** A node as added. {@code code} is the user's own object, for fingerprints. */
  record NodeSpec<S extends Record>(
      String name,
      ContextNode<S> run,
      Object code,
      @Nullable CompiledGraph<?> subgraph,
      NodeOptions options,
      List<String> destinations) {}

  /** An edge as added. */
  record EdgeSpec(List<String> from, String to, boolean join) {}

  /** A conditional edge as added. */
  record BranchSpec<S>(String from, Router<S> router, List<String> destinations) {}
}
