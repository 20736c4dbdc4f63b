// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.StateGraph.BranchSpec;
import dev.fermata.graph.StateGraph.EdgeSpec;
import dev.fermata.graph.StateGraph.NodeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A checked graph as arrays: nodes are numbers in the order they were added, {@link #start()} is
 * the number after the last. Immutable, thread-safe.
 */
final class Topology<S extends Record> {
  /** A path that needs all of its sources. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Join(int[] sources, int target) {}

  private static final int END = -1;

  private final Schema<S> schema;
  private final List<NodeSpec<S>> nodes;
  private final Map<String, Integer> index;
  private final int[][] targets;
  private final List<EdgeSpec> endings;
  private final List<List<BranchSpec<S>>> branches;
  private final List<Join> joins;
  private final int[][] joinsOf;
  private final int[] rank;
  private final List<Optional<NodeCache>> caches;

  private Topology(
      Schema<S> schema,
      List<NodeSpec<S>> nodes,
      Map<String, Integer> index,
      List<EdgeSpec> edges,
      List<BranchSpec<S>> branches) {
    this.schema = schema;
    this.nodes = nodes;
    this.index = index;
    this.targets = targets(edges);
    this.endings = edges.stream().filter(edge -> edge.to().equals(Fermata.END)).distinct().toList();
    this.branches = branches(branches);
    this.joins = joins(edges);
    this.joinsOf = joinsOf();
    this.rank = ranks();
    this.caches =
        nodes.stream()
            .map(n -> Optional.ofNullable(n.options().cache()).map(NodeCache::new))
            .toList();
  }

  static <S extends Record> Topology<S> of(
      Schema<S> schema,
      List<NodeSpec<S>> nodes,
      List<EdgeSpec> edges,
      List<BranchSpec<S>> branches) {
    Map<String, Integer> index = new HashMap<>();
    for (NodeSpec<S> node : nodes) {
      index.put(node.name(), index.size());
    }
    List<String> names = nodes.stream().map(NodeSpec::name).toList();
    GraphCheck.check(names, nodes, edges, branches);
    return new Topology<>(schema, nodes, index, List.copyOf(edges), List.copyOf(branches));
  }

  private int[][] targets(List<EdgeSpec> edges) {
    int[][] all = new int[nodes.size() + 1][];
    for (int from = 0; from < all.length; from++) {
      String name = name(from);
      all[from] =
          edges.stream()
              .filter(edge -> !edge.join() && edge.from().get(0).equals(name))
              .mapToInt(edge -> number(edge.to()))
              .filter(to -> to != END)
              .distinct()
              .toArray();
    }
    return all;
  }

  private List<List<BranchSpec<S>>> branches(List<BranchSpec<S>> added) {
    return IntStream.rangeClosed(0, nodes.size())
        .mapToObj(from -> added.stream().filter(b -> b.from().equals(name(from))).toList())
        .toList();
  }

  private List<Join> joins(List<EdgeSpec> edges) {
    return edges.stream()
        .filter(EdgeSpec::join)
        .map(
            edge ->
                new Join(
                    edge.from().stream().distinct().mapToInt(this::number).toArray(),
                    number(edge.to())))
        .filter(join -> join.target() != END)
        .toList();
  }

  private int[][] joinsOf() {
    int[][] of = new int[nodes.size() + 1][];
    for (int node = 0; node < of.length; node++) {
      int source = node;
      of[node] =
          IntStream.range(0, joins.size())
              .filter(j -> Arrays.stream(joins.get(j).sources()).anyMatch(s -> s == source))
              .toArray();
    }
    return of;
  }

  private int[] ranks() {
    int[] ranks = new int[nodes.size() + 1];
    List<Integer> byName =
        IntStream.range(0, nodes.size()).boxed().sorted(Comparator.comparing(this::name)).toList();
    for (int i = 0; i < byName.size(); i++) {
      ranks[byName.get(i)] = i;
    }
    return ranks;
  }

  private int number(String name) {
    return name.equals(Fermata.END) ? END : name.equals(Fermata.START) ? start() : find(name);
  }

  Schema<S> schema() {
    return schema;
  }

  int start() {
    return nodes.size();
  }

  int size() {
    return nodes.size();
  }

  NodeSpec<S> node(int number) {
    return nodes.get(number);
  }

  String name(int number) {
    return number == nodes.size() ? Fermata.START : nodes.get(number).name();
  }

  List<String> names() {
    return nodes.stream().map(NodeSpec::name).toList();
  }

  /** The number of a node, or -1. */
  int find(String name) {
    Integer number = index.get(name);
    return number == null ? -1 : number;
  }

  /** The number of a node that a command names, or -1 for the end. */
  int require(String name) {
    if (name.equals(Fermata.END)) {
      return END;
    }
    int number = find(name);
    if (number < 0) {
      throw new GraphException.InvalidUpdate("unknown-node", Names.missing("node", name, names()));
    }
    return number;
  }

  /** Edges to the end: they fire nothing, and are there to be seen. */
  List<EdgeSpec> endings() {
    return endings;
  }

  int[] targets(int from) {
    return targets[from];
  }

  List<BranchSpec<S>> branches(int from) {
    return branches.get(from);
  }

  List<Join> joins() {
    return joins;
  }

  int[] joinsOf(int node) {
    return joinsOf[node];
  }

  /** The place of a node when all are sorted by name: the order in which writes apply. */
  int rank(int node) {
    return rank[node];
  }

  /** The cache of a node; null when it has none. */
  @Nullable NodeCache cache(int node) {
    return caches.get(node).orElse(null);
  }

  boolean isDeferred(int node) {
    return node >= 0 && node < nodes.size() && nodes.get(node).options().deferred();
  }

  /** Which nodes a run stops at; unknown names are refused. */
  Stops stops(Collection<String> before, Collection<String> after) {
    return before.isEmpty() && after.isEmpty()
        ? Stops.NONE
        : new Stops(marks(before), marks(after));
  }

  private boolean[] marks(Collection<String> names) {
    if (names.isEmpty()) {
      return Stops.NONE.before();
    }
    boolean[] marks = new boolean[nodes.size() + 1];
    for (String name : names) {
      if (name.equals("*")) {
        Arrays.fill(marks, 0, nodes.size(), true);
      } else if (find(name) < 0) {
        throw new GraphException.InvalidGraph(
            "unknown-node", "cannot stop there: " + Names.missing("node", name, names()));
      } else {
        marks[find(name)] = true;
      }
    }
    return marks;
  }

  /** Static breakpoints by node number. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stops(boolean[] before, boolean[] after) {
    static final Stops NONE = new Stops(new boolean[0], new boolean[0]);

    /** These stops, unless a call names its own; before and after count apart. */
    Stops unless(Stops call) {
      return new Stops(
          call.before.length == 0 ? before : call.before,
          call.after.length == 0 ? after : call.after);
    }

    boolean isBefore(int node) {
      return node < before.length && before[node];
    }

    boolean isAfter(int node) {
      return node < after.length && after[node];
    }
  }

  /** Static edges as pairs of names, for descriptions and fingerprints. */
  List<String[]> edgeNames() {
    List<String[]> pairs = new ArrayList<>();
    for (int from : startFirst()) {
      for (int to : targets[from]) {
        pairs.add(new String[] {name(from), name(to)});
      }
    }
    return pairs;
  }

  int[] startFirst() {
    return IntStream.concat(IntStream.of(start()), IntStream.range(0, start())).toArray();
  }
}
