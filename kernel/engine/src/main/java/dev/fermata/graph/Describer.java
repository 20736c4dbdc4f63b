// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.GraphDescription.ChannelDescription;
import dev.fermata.graph.GraphDescription.Edge;
import dev.fermata.graph.GraphDescription.Kind;
import dev.fermata.graph.GraphDescription.NodeDescription;
import dev.fermata.graph.StateGraph.BranchSpec;
import dev.fermata.graph.StateGraph.EdgeSpec;
import dev.fermata.graph.StateGraph.NodeSpec;
import dev.fermata.graph.Topology.Join;
import dev.fermata.graph.Topology.Stops;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Graphs as data. */
final class Describer {
  private Describer() {}

  static <S extends Record> GraphDescription describe(
      @Nullable String name, Topology<S> topology, Stops stops) {
    List<Edge> edges = edges(topology);
    return new GraphDescription(
        name,
        IntStream.range(0, topology.size()).mapToObj(i -> node(topology, i, stops)).toList(),
        edges,
        channels(topology.schema()),
        notes(topology, edges));
  }

  private static <S extends Record> NodeDescription node(
      Topology<S> topology, int number, Stops stops) {
    NodeSpec<S> node = topology.node(number);
    CompiledGraph<?> subgraph = node.subgraph();
    return new NodeDescription(
        node.name(),
        subgraph == null ? null : subgraph.describe(),
        node.options().deferred(),
        stops.isBefore(number),
        stops.isAfter(number));
  }

  private static <S extends Record> List<Edge> edges(Topology<S> topology) {
    List<Edge> edges = new ArrayList<>();
    topology.edgeNames().forEach(pair -> edges.add(new Edge(pair[0], pair[1], Kind.STATIC)));
    for (Join join : topology.joins()) {
      for (int source : join.sources()) {
        edges.add(new Edge(topology.name(source), topology.name(join.target()), Kind.JOIN));
      }
    }
    for (EdgeSpec ending : topology.endings()) {
      Kind kind = ending.join() ? Kind.JOIN : Kind.STATIC;
      ending.from().forEach(from -> edges.add(new Edge(from, ending.to(), kind)));
    }
    for (int from : topology.startFirst()) {
      for (BranchSpec<S> branch : topology.branches(from)) {
        branch
            .destinations()
            .forEach(to -> edges.add(new Edge(branch.from(), to, Kind.CONDITIONAL)));
      }
    }
    for (int from = 0; from < topology.size(); from++) {
      NodeSpec<S> node = topology.node(from);
      node.destinations().forEach(to -> edges.add(new Edge(node.name(), to, Kind.GOTO)));
    }
    return edges;
  }

  private static List<ChannelDescription> channels(Schema<?> schema) {
    return IntStream.range(0, schema.size())
        .mapToObj(
            i ->
                new ChannelDescription(
                    schema.name(i),
                    plain(schema.type(i)),
                    schema.reducer(i) == null ? null : reducer(schema.reducer(i))))
        .toList();
  }

  private static String reducer(@Nullable Reducer<Object> reducer) {
    String text = String.valueOf(reducer);
    return text.contains("$$Lambda") || text.contains("@") ? "custom" : text;
  }

  private static String plain(Type type) {
    return type.getTypeName().replaceAll("[\\w$.]+[.$](?=\\w)", "");
  }

  private static <S extends Record> List<String> notes(Topology<S> topology, List<Edge> edges) {
    List<String> notes = new ArrayList<>();
    Set<String> reached = new HashSet<>();
    Set<String> both = new HashSet<>();
    edges.forEach(edge -> reached.add(edge.to()));
    boolean anywhere = false;
    for (int i = 0; i < topology.size(); i++) {
      NodeSpec<S> node = topology.node(i);
      if (!node.destinations().isEmpty() && topology.targets(i).length > 0) {
        both.add(node.name());
      }
      anywhere |= topology.branches(i).stream().anyMatch(b -> b.destinations().isEmpty());
    }
    anywhere |=
        topology.branches(topology.start()).stream().anyMatch(b -> b.destinations().isEmpty());
    for (String name : topology.names()) {
      if (both.contains(name)) {
        notes.add(
            "node \"%s\" has destinations for goTo and a static edge: both are taken"
                .formatted(name));
      }
      if (!reached.contains(name) && !anywhere) {
        notes.add(
            "nothing leads to node \"%s\": no edge and no declared destination".formatted(name));
      }
    }
    return notes;
  }
}
