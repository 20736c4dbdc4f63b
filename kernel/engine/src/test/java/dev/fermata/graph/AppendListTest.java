// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AppendListTest {
  @Test
  void knowsThatItGrewEvenWhenTheSameWritesWereAppliedTwice() {
    AppendList<String> before = AppendList.of(List.of("a"));
    List<String> update = List.of("b", "c");

    AppendList<String> seenByRouters = before.plus(update);
    AppendList<String> stored = before.plus(update);

    assertThat(stored).containsExactly("a", "b", "c").isEqualTo(seenByRouters);
    assertThat(stored.grewFrom(before)).isTrue();
    assertThat(stored.plus(List.of("d")).grewFrom(stored)).isTrue();
  }

  @Test
  void branchesDoNotSeeEachOther() {
    AppendList<String> before = AppendList.of(List.of("a"));

    AppendList<String> one = before.plus(List.of("b"));
    AppendList<String> other = before.plus(List.of("x"));

    assertThat(one).containsExactly("a", "b");
    assertThat(other).containsExactly("a", "x");
    assertThat(other.grewFrom(one)).isFalse();
    assertThat(before).containsExactly("a");
  }
}
