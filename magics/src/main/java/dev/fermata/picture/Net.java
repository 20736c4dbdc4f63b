// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import dev.fermata.graph.Fermata;
import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.GraphDescription.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A graph to be laid out: names and who is joined to whom.
 *
 * @param names of the nodes, START first and END last when they are there
 * @param links in the order described; several may join the same two nodes
 */
record Net(List<String> names, List<Link> links) {
  /**
   * A path between two nodes.
   *
   * @param from index of a node
   * @param to index of a node; may be the same
   * @param kind what makes the path
   */
  record Link(int from, int to, Kind kind) {}

  static Net of(GraphDescription graph) {
    var names = new LinkedHashSet<String>();
    names.add(Fermata.START);
    graph.nodes().forEach(n -> names.add(n.name()));
    graph.edges().forEach(e -> names.add(e.from()));
    graph.edges().stream().map(GraphDescription.Edge::to).forEach(names::add);
    if (names.remove(Fermata.END)) {
      names.add(Fermata.END);
    }
    var list = List.copyOf(names);
    List<Link> links = new ArrayList<>();
    for (var edge : graph.edges()) {
      links.add(new Link(list.indexOf(edge.from()), list.indexOf(edge.to()), edge.kind()));
    }
    return new Net(list, List.copyOf(links));
  }
}
