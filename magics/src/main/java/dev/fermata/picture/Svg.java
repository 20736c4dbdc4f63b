// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import dev.fermata.graph.Fermata;
import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.GraphDescription.Kind;
import dev.fermata.graph.GraphDescription.NodeDescription;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a laid-out graph as SVG. */
final class Svg {
  /** Seen well on white and on black. */
  private static final String LINE = "#7d8799";

  private static final String TEXT = "#1d2533";
  private static final double LEGEND = 20;
  private static final String FONT =
      "system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif";

  private final GraphDescription graph;
  private final Map<String, Mark> marks;
  private final Net net;
  private final Layout layout;
  private final StringBuilder out = new StringBuilder();

  Svg(GraphDescription graph, Map<String, Mark> marks) {
    this.graph = graph;
    this.marks = marks;
    this.net = Net.of(graph);
    this.layout = Layout.of(net);
  }

  String write() {
    out.setLength(0);
    var legend = legend();
    var width = Math.max(layout.width(), TextWidth.of(legend) + 20);
    var height = layout.height() + (legend.isEmpty() ? 0 : LEGEND);
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(number(width));
    out.append("\" height=\"").append(number(height)).append("\" viewBox=\"0 0 ");
    out.append(number(width)).append(' ').append(number(height));
    out.append("\" font-family=\"").append(FONT).append("\" font-size=\"13\">");
    out.append(
        "<defs><marker id=\"a\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\"");
    out.append(" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0.8L10 5L0 9.2z\" fill=\"");
    out.append(LINE).append("\"/></marker></defs>");
    out.append("<g transform=\"translate(")
        .append(number((width - layout.width()) / 2))
        .append(" 0)\">");
    for (var i = 0; i < layout.routes().size(); i++) {
      route(layout.routes().get(i), net.links().get(i).kind());
    }
    for (var i = 0; i < layout.boxes().size(); i++) {
      node(net.names().get(i), layout.boxes().get(i));
    }
    out.append("</g>");
    if (!legend.isEmpty()) {
      text(width / 2, height - 8, legend, LINE, 11);
    }
    return out.append("</svg>").toString();
  }

  private String legend() {
    var kinds = graph.edges().stream().map(GraphDescription.Edge::kind).distinct().toList();
    var parts =
        List.of(
            kinds.contains(Kind.CONDITIONAL) ? "dashed: chosen by a router" : "",
            kinds.contains(Kind.GOTO) ? "dotted: goTo" : "");
    return String.join(" · ", parts.stream().filter(p -> !p.isEmpty()).toList());
  }

  private void route(Layout.Route route, Kind kind) {
    out.append("<path fill=\"none\" stroke=\"").append(LINE).append("\" stroke-width=\"1.6\"");
    switch (kind) {
      case CONDITIONAL -> out.append(" stroke-dasharray=\"7 4\"");
      case GOTO -> out.append(" stroke-dasharray=\"1.6 4\" stroke-linecap=\"round\"");
      default -> {}
    }
    out.append(" marker-end=\"url(#a)\" d=\"");
    if (route.loop()) {
      loop(route.points().get(0));
    } else {
      curve(route.points());
    }
    out.append("\"/>");
  }

  private void loop(double[] at) {
    out.append("M").append(point(at[0] - 1, at[1] + 26));
    out.append("C").append(point(at[0] + 30, at[1] + 38)).append(' ');
    out.append(point(at[0] + 30, at[1] - 2)).append(' ').append(point(at[0] + 1, at[1] + 10));
  }

  private void curve(List<double[]> points) {
    out.append("M").append(point(points.get(0)[0], points.get(0)[1]));
    for (var i = 1; i < points.size(); i++) {
      var from = points.get(i - 1);
      var to = points.get(i);
      if (Math.abs(from[0] - to[0]) < 0.5) {
        out.append("L").append(point(to[0], to[1]));
      } else {
        var middle = (from[1] + to[1]) / 2;
        out.append("C").append(point(from[0], middle)).append(' ');
        out.append(point(to[0], middle)).append(' ').append(point(to[0], to[1]));
      }
    }
  }

  private void node(String name, Layout.Box box) {
    var terminal = name.equals(Fermata.START) || name.equals(Fermata.END);
    var mark = marks.getOrDefault(name, Mark.WAITING);
    var described = description(name);
    var fill = terminal ? "#d9dde5" : mark.fill();
    var stroke = terminal ? LINE : mark.stroke();
    if (described.map(d -> d.subgraph() != null).orElse(false)) {
      rectangle(box, 4, fill, stroke, 10);
    }
    rectangle(box, 0, fill, stroke, terminal ? Layout.BOX / 2 : 8);
    text(box.x(), box.y() + 22.5, Labels.shown(name), TEXT, 13);
    described.ifPresent(d -> stops(d, box));
  }

  private Optional<NodeDescription> description(String name) {
    return graph.nodes().stream().filter(n -> n.name().equals(name)).findFirst();
  }

  private void rectangle(Layout.Box box, double grow, String fill, String stroke, double corner) {
    out.append("<rect x=\"").append(number(box.x() - box.width() / 2 - grow));
    out.append("\" y=\"").append(number(box.y() - grow));
    out.append("\" width=\"").append(number(box.width() + 2 * grow));
    out.append("\" height=\"").append(number(Layout.BOX + 2 * grow));
    out.append("\" rx=\"").append(number(corner)).append("\" fill=\"").append(fill);
    out.append("\" stroke=\"").append(stroke).append("\" stroke-width=\"1.6\"/>");
  }

  private void stops(NodeDescription node, Layout.Box box) {
    var left = box.x() - box.width() / 2;
    if (node.stopBefore()) {
      dot(left, box.y());
    }
    if (node.stopAfter()) {
      dot(left, box.y() + Layout.BOX);
    }
  }

  private void dot(double x, double y) {
    out.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y));
    out.append("\" r=\"5\" fill=\"#d1453b\" stroke=\"#fff\"/>");
  }

  private void text(double x, double y, String text, String colour, int size) {
    out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" text-anchor=\"middle\" font-size=\"").append(size).append("\" fill=\"");
    out.append(colour).append("\">").append(Labels.xml(text)).append("</text>");
  }

  private static String point(double x, double y) {
    return number(x) + " " + number(y);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
  }
}
