// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.GraphDescription.Kind;
import java.util.ArrayList;
import java.util.List;

/** A graph as plain text: from each node where it leads. */
final class EdgeList {
  private EdgeList() {}

  static String of(GraphDescription graph) {
    var net = Net.of(graph);
    List<List<String>> from = new ArrayList<>();
    net.names().forEach(name -> from.add(new ArrayList<>()));
    for (var link : net.links()) {
      from.get(link.from()).add(Labels.shown(net.names().get(link.to())) + how(link.kind()));
    }
    var out = new StringBuilder();
    for (var node = 0; node < from.size(); node++) {
      if (!from.get(node).isEmpty()) {
        out.append(Labels.shown(net.names().get(node))).append(" → ");
        out.append(String.join(", ", from.get(node))).append('\n');
      }
    }
    return out.toString();
  }

  private static String how(Kind kind) {
    return switch (kind) {
      case STATIC -> "";
      case JOIN -> " (when all have finished)";
      case CONDITIONAL -> " (chosen)";
      case GOTO -> " (goTo)";
    };
  }
}
