// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.StateGraph.BranchSpec;
import dev.fermata.graph.StateGraph.EdgeSpec;
import dev.fermata.graph.StateGraph.NodeSpec;
import java.util.List;

/** What must hold before a graph can run. */
final class GraphCheck {
  private GraphCheck() {}

  static <S extends Record> void check(
      List<String> names,
      List<NodeSpec<S>> nodes,
      List<EdgeSpec> edges,
      List<BranchSpec<S>> branches) {
    for (EdgeSpec edge : edges) {
      edge.from().forEach(from -> source(from, names, "the edge to \"" + edge.to() + "\""));
      destination(edge.to(), names, "the edge from \"" + String.join(", ", edge.from()) + "\"");
    }
    for (BranchSpec<S> branch : branches) {
      source(branch.from(), names, "a conditional edge");
      branch
          .destinations()
          .forEach(
              to -> destination(to, names, "the conditional edge from \"" + branch.from() + "\""));
    }
    for (NodeSpec<S> node : nodes) {
      node.destinations()
          .forEach(
              to -> destination(to, names, "a declared destination of \"" + node.name() + "\""));
    }
    boolean entered =
        edges.stream().anyMatch(edge -> edge.from().contains(Fermata.START))
            || branches.stream().anyMatch(branch -> branch.from().equals(Fermata.START));
    if (!entered) {
      throw new GraphException.InvalidGraph(
          "no-entry", "no edge leaves START, so nothing would run; add addEdge(START, \"…\")");
    }
  }

  private static void source(String name, List<String> names, String where) {
    if (name.equals(Fermata.END)) {
      throw new GraphException.InvalidGraph(
          "edge-from-end", where + " leaves END, where every path ends; name a node");
    }
    if (!name.equals(Fermata.START) && !names.contains(name)) {
      throw unknown(name, names, where + " leaves an unknown node");
    }
  }

  private static void destination(String name, List<String> names, String where) {
    if (name.equals(Fermata.START)) {
      throw new GraphException.InvalidGraph(
          "edge-to-start", where + " leads to START, where only a run begins; name a node");
    }
    if (!name.equals(Fermata.END) && !names.contains(name)) {
      throw unknown(name, names, where + " leads to an unknown node");
    }
  }

  private static GraphException unknown(String name, List<String> names, String where) {
    return new GraphException.InvalidGraph(
        "unknown-node", where + ": " + Names.missing("node", name, names));
  }
}
