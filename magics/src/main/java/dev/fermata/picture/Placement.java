// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import java.util.List;

/**
 * Finds the x of every vertex: as near as possible to what it is joined to, no nearer to its
 * neighbours in the layer than their widths allow. Each layer in turn is solved exactly (weighted
 * isotonic regression by pooling), a few times down and up.
 */
final class Placement {
  /** The least distance between two vertices of a layer. */
  static final double GAP = 30;

  private static final int ROUNDS = 24;

  /** Points of links weigh more than nodes, so that long links run straight. */
  private static final double POINT_WEIGHT = 3;

  private final Ordering.Result order;
  private final double[] widths;
  private final int nodes;
  private final double[] x;

  private Placement(Ordering.Result order, double[] widths, int nodes) {
    this.order = order;
    this.widths = widths;
    this.nodes = nodes;
    this.x = new double[widths.length];
  }

  /**
   * The centres.
   *
   * @param order vertices by layer
   * @param widths of all vertices
   * @param nodes how many of the first vertices are nodes
   * @return x of each vertex's centre; the leftmost edge of all is at 0
   */
  static double[] of(Ordering.Result order, double[] widths, int nodes) {
    var placement = new Placement(order, widths, nodes);
    placement.solve();
    return placement.x;
  }

  private void solve() {
    for (var layer : order.layers()) {
      var at = 0.0;
      for (var vertex : layer) {
        x[vertex] = at + widths[vertex] / 2;
        at += widths[vertex] + GAP;
      }
    }
    var last = order.layers().size() - 1;
    for (var round = 0; round < ROUNDS; round++) {
      for (var i = 1; i <= last; i++) {
        place(order.layers().get(i), order.above());
      }
      for (var i = last - 1; i >= 0; i--) {
        place(order.layers().get(i), order.below());
      }
    }
    Gathering.of(order, widths, x);
    moveToOrigin();
  }

  private void moveToOrigin() {
    var left = Double.MAX_VALUE;
    for (var i = 0; i < x.length; i++) {
      left = Math.min(left, x[i] - widths[i] / 2);
    }
    for (var i = 0; i < x.length; i++) {
      x[i] -= left;
    }
  }

  private void place(List<Integer> layer, List<List<Integer>> neighbours) {
    var n = layer.size();
    var offset = new double[n];
    var wish = new double[n];
    var weight = new double[n];
    for (var i = 0; i < n; i++) {
      int vertex = layer.get(i);
      if (i > 0) {
        int left = layer.get(i - 1);
        offset[i] = offset[i - 1] + (widths[left] + widths[vertex]) / 2 + GAP;
      }
      var joined = neighbours.get(vertex);
      wish[i] = joined.stream().mapToDouble(v -> x[v]).average().orElse(x[vertex]) - offset[i];
      weight[i] = joined.isEmpty() ? 0.1 : vertex < nodes ? 1 : POINT_WEIGHT;
    }
    var solved = pooled(wish, weight);
    for (var i = 0; i < n; i++) {
      x[layer.get(i)] = solved[i] + offset[i];
    }
  }

  /** The nondecreasing sequence nearest to the wishes by weighted squares. */
  static double[] pooled(double[] wish, double[] weight) {
    var n = wish.length;
    var value = new double[n];
    var mass = new double[n];
    var count = new int[n];
    var blocks = 0;
    for (var i = 0; i < n; i++) {
      value[blocks] = wish[i];
      mass[blocks] = weight[i];
      count[blocks] = 1;
      blocks++;
      while (blocks > 1 && value[blocks - 2] > value[blocks - 1]) {
        var sum = mass[blocks - 2] + mass[blocks - 1];
        value[blocks - 2] =
            (value[blocks - 2] * mass[blocks - 2] + value[blocks - 1] * mass[blocks - 1]) / sum;
        mass[blocks - 2] = sum;
        count[blocks - 2] += count[blocks - 1];
        blocks--;
      }
    }
    var result = new double[n];
    var at = 0;
    for (var b = 0; b < blocks; b++) {
      for (var k = 0; k < count[b]; k++) {
        result[at++] = value[b];
      }
    }
    return result;
  }
}
