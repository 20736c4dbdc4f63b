// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Brings parts of a graph together that no link joins: nothing holds them near each other while
 * they are placed.
 */
final class Gathering {
  private static final int NONE = -1;

  private final Ordering.Result order;
  private final double[] widths;
  private final double[] x;

  /** The part of each vertex. */
  private final int[] part;

  private Gathering(Ordering.Result order, double[] widths, double[] x) {
    this.order = order;
    this.widths = widths;
    this.x = x;
    this.part = new int[x.length];
  }

  /**
   * Shifts every part but the first vertex's as far to its neighbours as they allow.
   *
   * @param order vertices by layer
   * @param widths of all vertices
   * @param x of each vertex's centre; changed
   */
  static void of(Ordering.Result order, double[] widths, double[] x) {
    new Gathering(order, widths, x).gather();
  }

  private void gather() {
    var parts = number();
    List<Integer> others = new ArrayList<>();
    for (var i = 1; i < parts; i++) {
      others.add(i);
    }
    others.sort(Comparator.comparingDouble(this::left));
    for (var other : others) {
      var room = room(other, -1);
      var shift = Double.isInfinite(room) ? room(other, 1) : -room;
      if (!Double.isInfinite(shift)) {
        shift(other, shift);
      }
    }
  }

  private int number() {
    Arrays.fill(part, NONE);
    var parts = 0;
    for (var start = 0; start < part.length; start++) {
      if (part[start] == NONE) {
        var due = new ArrayDeque<>(List.of(start));
        part[start] = parts;
        while (!due.isEmpty()) {
          int vertex = due.remove();
          for (var joined : List.of(order.above().get(vertex), order.below().get(vertex))) {
            for (int next : joined) {
              if (part[next] == NONE) {
                part[next] = parts;
                due.add(next);
              }
            }
          }
        }
        parts++;
      }
    }
    return parts;
  }

  private double left(int which) {
    var left = Double.MAX_VALUE;
    for (var i = 0; i < x.length; i++) {
      left = part[i] == which ? Math.min(left, x[i]) : left;
    }
    return left;
  }

  /** How far a part may go to the left (-1) or the right (1); infinite where nothing stands. */
  private double room(int which, int side) {
    var room = Double.POSITIVE_INFINITY;
    for (var layer : order.layers()) {
      for (var i = 0; i < layer.size(); i++) {
        int vertex = layer.get(i);
        var beside = i + side;
        if (part[vertex] == which && beside >= 0 && beside < layer.size()) {
          int other = layer.get(beside);
          var apart = Math.abs(x[vertex] - x[other]) - (widths[vertex] + widths[other]) / 2;
          room = part[other] == which ? room : Math.min(room, apart - Placement.GAP);
        }
      }
    }
    return room;
  }

  private void shift(int which, double by) {
    for (var i = 0; i < x.length; i++) {
      x[i] += part[i] == which ? by : 0;
    }
  }
}
