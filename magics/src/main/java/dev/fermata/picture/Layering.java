// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts nodes into layers so that, cycles aside, every link points down. */
final class Layering {
  private static final int NEW = 0;
  private static final int OPEN = 1;
  private static final int DONE = 2;

  private final int size;
  private final List<List<Integer>> out = new ArrayList<>();
  private final List<int[]> arcs = new ArrayList<>();
  private final boolean[] turned;

  /** The layer of each node, from 0. */
  private final int[] layer;

  private Layering(Net net) {
    size = net.names().size();
    layer = new int[size];
    turned = new boolean[net.links().size()];
    for (var i = 0; i < size; i++) {
      out.add(new ArrayList<>());
    }
    for (var link : net.links()) {
      out.get(link.from()).add(arcs.size());
      arcs.add(new int[] {link.from(), link.to()});
    }
  }

  /**
   * Layers of a net.
   *
   * @param layers the layer of each node
   * @param turned for each link whether it closes a cycle and so points up
   */
  record Result(List<Integer> layers, List<Boolean> turned) {}

  static Result of(Net net) {
    var layering = new Layering(net);
    layering.turnCycles();
    layering.assign();
    List<Boolean> turned = new ArrayList<>();
    for (var up : layering.turned) {
      turned.add(up);
    }
    return new Result(Arrays.stream(layering.layer).boxed().toList(), turned);
  }

  private void turnCycles() {
    var state = new int[size];
    for (var root = 0; root < size; root++) {
      if (state[root] == NEW) {
        walk(root, state);
      }
    }
    for (var i = 0; i < arcs.size(); i++) {
      if (turned[i]) {
        var arc = arcs.get(i);
        arcs.set(i, new int[] {arc[1], arc[0]});
      }
    }
  }

  private void walk(int root, int[] state) {
    var path = new ArrayDeque<int[]>();
    path.push(new int[] {root, 0});
    state[root] = OPEN;
    while (!path.isEmpty()) {
      var top = path.peek();
      var links = out.get(top[0]);
      if (top[1] == links.size()) {
        state[top[0]] = DONE;
        path.pop();
        continue;
      }
      var link = links.get(top[1]++);
      var to = arcs.get(link)[1];
      if (state[to] == OPEN) {
        turned[link] = true;
      } else if (state[to] == NEW) {
        state[to] = OPEN;
        path.push(new int[] {to, 0});
      }
    }
  }

  private void assign() {
    var entering = new int[size];
    forEachArc((from, to) -> entering[to]++);
    var due = new ArrayDeque<Integer>();
    var left = Arrays.copyOf(entering, size);
    for (var i = 0; i < size; i++) {
      if (left[i] == 0) {
        due.add(i);
      }
    }
    while (!due.isEmpty()) {
      int node = due.remove();
      forEachArc(
          (from, to) -> {
            if (from == node) {
              layer[to] = Math.max(layer[to], layer[from] + 1);
              if (--left[to] == 0) {
                due.add(to);
              }
            }
          });
    }
    lowerSources(entering);
  }

  /** A node that nothing enters stands just above what it leads to, never beside the start. */
  private void lowerSources(int[] entering) {
    for (var i = 1; i < size; i++) {
      if (entering[i] == 0) {
        var node = i;
        var lowest = new int[] {Integer.MAX_VALUE};
        forEachArc(
            (from, to) -> {
              if (from == node) {
                lowest[0] = Math.min(lowest[0], layer[to] - 1);
              }
            });
        layer[i] = Math.max(1, lowest[0] == Integer.MAX_VALUE ? 1 : lowest[0]);
      }
    }
  }

  /** Called for each arc that joins two nodes. */
  @FunctionalInterface
  private interface ArcAction {
    void on(int from, int to);
  }

  private void forEachArc(ArcAction action) {
    for (var arc : arcs) {
      if (arc[0] != arc[1]) {
        action.on(arc[0], arc[1]);
      }
    }
  }
}
