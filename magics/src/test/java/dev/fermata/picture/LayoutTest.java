// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.GraphDescription.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boxes keep apart, links run down, and every link can be told from the others. */
class LayoutTest {
  private static Net net(int nodes, int... ends) {
    List<Net.Link> links = new ArrayList<>();
    for (var i = 0; i < ends.length; i += 2) {
      links.add(new Net.Link(ends[i], ends[i + 1], Kind.STATIC));
    }
    return new Net(IntStream.range(0, nodes).mapToObj(i -> "node" + i).toList(), links);
  }

  private static Net random(long seed) {
    var random = new Random(seed);
    var nodes = 2 + random.nextInt(40);
    var ends = IntStream.range(0, 2 * random.nextInt(80)).map(i -> random.nextInt(nodes)).toArray();
    return net(nodes, ends);
  }

  private static void isDrawable(Net net, String as) {
    var layout = Layout.of(net);
    for (var a : layout.boxes()) {
      assertThat(a.x() - a.width() / 2).as(as).isGreaterThanOrEqualTo(0);
      assertThat(a.x() + a.width() / 2).as(as).isLessThanOrEqualTo(layout.width());
      assertThat(a.y() + Layout.BOX).as(as).isLessThanOrEqualTo(layout.height());
      for (var b : layout.boxes()) {
        var beside = Math.abs(a.x() - b.x()) >= (a.width() + b.width()) / 2;
        assertThat(a.equals(b) || a.y() != b.y() || beside).as("boxes keep apart, %s", as).isTrue();
      }
    }
    for (var i = 0; i < net.links().size(); i++) {
      var link = net.links().get(i);
      var points = layout.routes().get(i).points();
      if (link.from() != link.to()) {
        touches(layout.boxes().get(link.from()), points.get(0), as);
        touches(layout.boxes().get(link.to()), points.get(points.size() - 1), as);
      }
    }
  }

  private static void touches(Layout.Box box, double[] point, String as) {
    assertThat(Math.abs(point[0] - box.x())).as(as).isLessThanOrEqualTo(box.width() / 2);
    assertThat(point[1]).as(as).isIn(box.y(), box.y() + Layout.BOX);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyGraphIsDrawable(long seed) {
    isDrawable(random(seed), "seed " + seed);
  }

  @Test
  void aThousandNodesAreDrawable() {
    var ends = IntStream.range(1, 1000).flatMap(i -> IntStream.of(0, i)).toArray();
    isDrawable(net(1000, ends), "fan of 999");
  }

  @Test
  void linksWithoutACycleRunDown() {
    var layout = Layout.of(net(5, 0, 1, 1, 2, 0, 2, 2, 3, 1, 3, 3, 4, 0, 4));
    for (var route : layout.routes()) {
      var points = route.points();
      assertThat(points.get(0)[1]).isLessThan(points.get(points.size() - 1)[1]);
    }
  }

  @Test
  void theLinkThatClosesACycleRunsUp() {
    var layout = Layout.of(net(3, 0, 1, 1, 2, 2, 1));
    var back = layout.routes().get(2).points();
    assertThat(back.get(0)[1]).isGreaterThan(back.get(back.size() - 1)[1]);
  }

  @Test
  void parallelLinksDoNotLieUponEachOther() {
    var layout = Layout.of(net(2, 0, 1, 0, 1, 1, 0));
    assertThat(layout.routes().stream().map(r -> r.points().get(0)[0]).distinct()).hasSize(3);
  }

  @Test
  void aLinkToItselfStandsBesideItsBox() {
    var layout = Layout.of(net(2, 0, 1, 1, 1));
    var loop = layout.routes().get(1);
    assertThat(loop.loop()).isTrue();
    assertThat(loop.points().get(0)[0]).isGreaterThan(layout.boxes().get(1).x());
  }

  @Test
  void aNodeThatNoLinkReachesStandsBesideTheOthers() {
    var ends = new int[] {0, 1, 2, 1, 3, 1, 4, 6, 2, 1, 2, 4, 1, 1, 1, 2, 1, 3, 1, 6};
    var boxes = Layout.of(net(7, ends)).boxes();
    var lonely = boxes.get(5);
    var beside = boxes.get(1);
    assertThat(lonely.y()).isEqualTo(beside.y());
    assertThat(lonely.x() - beside.x())
        .isLessThan(lonely.width() + beside.width() + 3 * Placement.GAP);
    isDrawable(net(7, ends), "one alone");
  }

  @Test
  void crossingsAreRemovedWhereTheyCanBe() {
    var layout = Layout.of(net(5, 0, 1, 0, 2, 1, 4, 2, 3));
    var boxes = layout.boxes();
    assertThat(boxes.get(1).x() < boxes.get(2).x()).isEqualTo(boxes.get(4).x() < boxes.get(3).x());
  }

  @Test
  void poolingIsTheNearestRisingSequence() {
    assertThat(Placement.pooled(new double[] {3, 1, 2, 5}, new double[] {1, 1, 1, 1}))
        .containsExactly(2, 2, 2, 5);
    assertThat(Placement.pooled(new double[] {4, 0}, new double[] {3, 1})).containsExactly(3, 3);
  }
}
