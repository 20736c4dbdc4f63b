// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import dev.fermata.graph.Fermata;
import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.GraphDescription.Kind;

/** A graph as Mermaid's flowchart text. */
final class Mermaid {
  private Mermaid() {}

  static String of(GraphDescription graph) {
    var net = Net.of(graph);
    var out = new StringBuilder("flowchart TD\n");
    for (var i = 0; i < net.names().size(); i++) {
      out.append("  n").append(i).append(box(net.names().get(i), graph)).append('\n');
    }
    for (var link : net.links()) {
      var dashed = link.kind() == Kind.CONDITIONAL || link.kind() == Kind.GOTO;
      out.append("  n").append(link.from()).append(dashed ? " -.-> " : " --> ");
      out.append('n').append(link.to()).append('\n');
    }
    return out.toString();
  }

  private static String box(String name, GraphDescription graph) {
    var label = "\"" + label(Labels.shown(name)) + "\"";
    if (name.equals(Fermata.START) || name.equals(Fermata.END)) {
      return "([" + label + "])";
    }
    var nested =
        graph.nodes().stream().anyMatch(n -> n.name().equals(name) && n.subgraph() != null);
    return nested ? "[[" + label + "]]" : "[" + label + "]";
  }

  /** Everything but letters, digits and a few signs as Mermaid's entity codes. */
  private static String label(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " _-.,/:+".indexOf(c) >= 0) {
                out.appendCodePoint(c);
              } else {
                out.append('#').append(c).append(';');
              }
            });
    return out.toString();
  }
}
