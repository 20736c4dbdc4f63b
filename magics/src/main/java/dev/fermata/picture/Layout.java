// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Where everything is drawn.
 *
 * @param boxes one for each node
 * @param routes one for each link
 * @param width of the whole
 * @param height of the whole
 */
record Layout(List<Box> boxes, List<Route> routes, double width, double height) {
  /** Height of a box. */
  static final double BOX = 36;

  private static final double LAYER_GAP = 46;
  private static final double MARGIN = 14;
  private static final double LOOP = 30;
  private static final double PORT_GAP = 16;

  /**
   * A node.
   *
   * @param x of its centre
   * @param y of its top
   * @param width of the box
   */
  record Box(double x, double y, double width) {}

  /**
   * A link.
   *
   * @param points pairs of x and y from its start to its arrow; runs vertically at each
   * @param loop whether it joins a node to itself; then there is one point, right of the node
   */
  record Route(List<double[]> points, boolean loop) {}

  static Layout of(Net net) {
    var layering = Layering.of(net);
    var order = Ordering.of(net, layering);
    var widths = new double[order.above().size()];
    for (var i = 0; i < widths.length; i++) {
      widths[i] = i < net.names().size() ? width(net, i) : 6;
    }
    var x = Placement.of(order, widths, net.names().size());
    List<Box> boxes = new ArrayList<>();
    for (var i = 0; i < net.names().size(); i++) {
      var y = MARGIN + layering.layers().get(i) * (BOX + LAYER_GAP);
      var loops = hasLoop(net, i) ? 2 * LOOP : 0;
      boxes.add(new Box(MARGIN + x[i], y, widths[i] - loops));
    }
    var routes = new Routes(net, order, layering, boxes, x).all();
    var right = 0.0;
    for (var i = 0; i < widths.length; i++) {
      right = Math.max(right, x[i] + widths[i] / 2);
    }
    var layers = order.layers().size();
    var height = 2 * MARGIN + layers * BOX + (layers - 1) * LAYER_GAP;
    return new Layout(List.copyOf(boxes), routes, right + 2 * MARGIN, height);
  }

  private static boolean hasLoop(Net net, int node) {
    return net.links().stream().anyMatch(l -> l.from() == node && l.to() == node);
  }

  private static double width(Net net, int node) {
    var text = 26 + TextWidth.of(Labels.shown(net.names().get(node)));
    var ports =
        net.links().stream().filter(l -> (l.from() == node) != (l.to() == node)).count() * 9.0 + 20;
    return Math.max(60, Math.max(text, ports)) + (hasLoop(net, node) ? 2 * LOOP : 0);
  }

  /** Finds the ways of the links between boxes that have been placed. */
  private static final class Routes {
    private final Net net;
    private final Ordering.Result order;
    private final Layering.Result layering;
    private final List<Box> boxes;
    private final double[] x;

    Routes(Net net, Ordering.Result order, Layering.Result layering, List<Box> boxes, double[] x) {
      this.net = net;
      this.order = order;
      this.layering = layering;
      this.boxes = boxes;
      this.x = x;
    }

    List<Route> all() {
      List<Route> routes = new ArrayList<>();
      for (var i = 0; i < net.links().size(); i++) {
        var link = net.links().get(i);
        if (link.from() == link.to()) {
          var box = boxes.get(link.from());
          routes.add(new Route(List.of(new double[] {box.x() + box.width() / 2, box.y()}), true));
        } else {
          routes.add(new Route(points(i), false));
        }
      }
      return List.copyOf(routes);
    }

    private List<double[]> points(int link) {
      var chain = order.chains().get(link);
      int top = chain.get(0);
      int bottom = chain.get(chain.size() - 1);
      List<double[]> points = new ArrayList<>();
      var y = boxes.get(top).y();
      points.add(new double[] {port(top, link, true), y + BOX});
      for (var k = 1; k < chain.size() - 1; k++) {
        y += BOX + LAYER_GAP;
        points.add(new double[] {MARGIN + x[chain.get(k)], y});
        points.add(new double[] {MARGIN + x[chain.get(k)], y + BOX});
      }
      points.add(new double[] {port(bottom, link, false), boxes.get(bottom).y()});
      if (layering.turned().get(link)) {
        Collections.reverse(points);
      }
      return List.copyOf(points);
    }

    /** Links leave a box side by side, in the order of where they go. */
    private double port(int node, int link, boolean down) {
      List<Integer> links = new ArrayList<>();
      for (var i = 0; i < order.chains().size(); i++) {
        var chain = order.chains().get(i);
        var end = chain.isEmpty() ? -1 : chain.get(down ? 0 : chain.size() - 1);
        if (end == node) {
          links.add(i);
        }
      }
      links.sort(Comparator.comparingDouble(i -> next(i, down)));
      var box = boxes.get(node);
      var gap = Math.min(PORT_GAP, (box.width() - 20) / Math.max(1, links.size() - 1));
      return box.x() + (links.indexOf(link) - (links.size() - 1) / 2.0) * gap;
    }

    private double next(int link, boolean down) {
      var chain = order.chains().get(link);
      return x[chain.get(down ? 1 : chain.size() - 2)];
    }
  }
}
