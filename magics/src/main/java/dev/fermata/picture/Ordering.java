// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the nodes of each layer so that few links cross. A link over several layers passes through
 * a point in each layer between, which is ordered like a node.
 */
final class Ordering {
  private static final int SWEEPS = 12;

  /** Vertices by layer; below the number of nodes they are nodes, else points of links. */
  private final List<List<Integer>> layers = new ArrayList<>();

  private final List<List<Integer>> above = new ArrayList<>();
  private final List<List<Integer>> below = new ArrayList<>();
  private final List<List<Integer>> chains = new ArrayList<>();

  /**
   * The result.
   *
   * @param layers the vertices of each layer, left to right
   * @param above for each vertex those it is joined to in the layer above
   * @param below the same for the layer below
   * @param chains for each link its vertices from top to bottom; empty for a link from a node to
   *     itself
   */
  record Result(
      List<List<Integer>> layers,
      List<List<Integer>> above,
      List<List<Integer>> below,
      List<List<Integer>> chains) {}

  static Result of(Net net, Layering.Result layering) {
    var ordering = new Ordering();
    ordering.build(net, layering);
    ordering.reduceCrossings();
    return new Result(ordering.layers, ordering.above, ordering.below, ordering.chains);
  }

  private void build(Net net, Layering.Result layering) {
    var layerOf = layering.layers();
    for (var i = 0; i < layerOf.size(); i++) {
      add(layerOf.get(i));
    }
    for (var i = 0; i < net.links().size(); i++) {
      var link = net.links().get(i);
      var top = layering.turned().get(i) ? link.to() : link.from();
      var bottom = layering.turned().get(i) ? link.from() : link.to();
      List<Integer> chain = new ArrayList<>();
      if (link.from() != link.to()) {
        chain.add(top);
        for (var layer = layerOf.get(top) + 1; layer < layerOf.get(bottom); layer++) {
          chain.add(add(layer));
        }
        chain.add(bottom);
      }
      for (var k = 1; k < chain.size(); k++) {
        below.get(chain.get(k - 1)).add(chain.get(k));
        above.get(chain.get(k)).add(chain.get(k - 1));
      }
      chains.add(chain);
    }
  }

  private int add(int layer) {
    while (layers.size() <= layer) {
      layers.add(new ArrayList<>());
    }
    var vertex = above.size();
    layers.get(layer).add(vertex);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
    return vertex;
  }

  private void reduceCrossings() {
    var best = copy();
    var fewest = crossings();
    for (var sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      var down = sweep % 2 == 0;
      for (var i = 1; i < layers.size(); i++) {
        var layer = down ? i : layers.size() - 1 - i;
        sort(layers.get(layer), layers.get(down ? layer - 1 : layer + 1), down ? above : below);
      }
      var now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    Collections.copy(layers, best);
  }

  private List<List<Integer>> copy() {
    List<List<Integer>> copy = new ArrayList<>();
    layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }

  private void sort(List<Integer> layer, List<Integer> fixed, List<List<Integer>> neighbours) {
    var place = places(fixed);
    var old = places(layer);
    var keys = new double[above.size()];
    for (var vertex : layer) {
      keys[vertex] =
          neighbours.get(vertex).stream().mapToInt(n -> place[n]).average().orElse(old[vertex]);
    }
    layer.sort(Comparator.comparingDouble(v -> keys[v]));
  }

  private int[] places(List<Integer> layer) {
    var place = new int[above.size()];
    for (var i = 0; i < layer.size(); i++) {
      place[layer.get(i)] = i;
    }
    return place;
  }

  private long crossings() {
    var count = 0L;
    for (var i = 0; i + 1 < layers.size(); i++) {
      count += crossings(layers.get(i), places(layers.get(i + 1)));
    }
    return count;
  }

  private long crossings(List<Integer> upper, int[] place) {
    List<Integer> ends = new ArrayList<>();
    for (var vertex : upper) {
      below.get(vertex).stream().map(v -> place[v]).sorted().forEach(ends::add);
    }
    var count = 0L;
    for (var i = 0; i < ends.size(); i++) {
      for (var j = i + 1; j < ends.size(); j++) {
        count += ends.get(j) < ends.get(i) ? 1 : 0;
      }
    }
    return count;
  }
}
