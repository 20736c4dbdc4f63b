// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checkpoints and their channels: what is put is what is read. */
public abstract class CheckpointsContract extends CheckpointerFixture {
  @Test
  void readsBackWhatWasPut() {
    commit("t", checkpoint(1, Map.of("a", set("{\"x\":\"ü😀\\u0000\"}"))));

    Checkpoint read = latest("t").checkpoint();

    WriteBatch.PutCheckpoint put = checkpoint(1, Map.of());
    assertThat(read)
        .isEqualTo(
            new Checkpoint(
                new CheckpointRef("t", "", new CheckpointId(1)),
                null,
                -1,
                Checkpoint.Source.INPUT,
                put.createdAt(),
                Map.of("a", json("{\"x\":\"ü😀\\u0000\"}")),
                put.plan(),
                put.metadata()));
    assertThat(latest("t").writes()).isEmpty();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(store.getTuple(CheckpointRef.latest("t"))).isEmpty();
    assertThat(store.list("t", "", null, 10)).isEmpty();
    assertThat(store.namespaces("t")).isEmpty();
    assertThat(store.thread("t")).isEmpty();
    assertThat(store.threads(null)).isEmpty();
    commit("t", checkpoint(1, Map.of()));
    assertThat(store.getTuple(new CheckpointRef("t", "", new CheckpointId(2)))).isEmpty();
    assertThat(store.getTuple(new CheckpointRef("t", "x", null))).isEmpty();
  }

  @Test
  void keepsChannelsThatDidNotChange() {
    commit("t", checkpoint(1, Map.of("a", set("1"))));
    commit("t", checkpoint(2, Map.of("b", set("2"))));
    commit("t", checkpoint(3, Map.of("a", set("3"))));
    commit("t", checkpoint(4, Map.of()));

    assertThat(latest("t").checkpoint().channels())
        .containsExactly(Map.entry("a", json("3")), Map.entry("b", json("2")));
    assertThat(
            store
                .getTuple(new CheckpointRef("t", "", new CheckpointId(2)))
                .orElseThrow()
                .checkpoint()
                .channels())
        .containsExactly(Map.entry("a", json("1")), Map.entry("b", json("2")));
  }

  @Test
  void appendsToLists() {
    commit("t", checkpoint(1, Map.of("log", append("1"))));
    commit("t", checkpoint(2, Map.of("log", append("\"a,]\"", "[2]"))));
    commit("t", checkpoint(3, Map.of("log", append())));
    commit("t", checkpoint(4, Map.of("log", set("[]"))));
    commit("t", checkpoint(5, Map.of("log", append("{}"))));
    commit("t", checkpoint(6, Map.of("log", set("null"))));
    commit("t", checkpoint(7, Map.of("log", append("7"))));

    assertThat(store.list("t", "", null, 10))
        .extracting(tuple -> tuple.checkpoint().channels().get("log").toString())
        .containsExactly("[7]", "null", "[{}]", "[]", "[1,\"a,]\",[2]]", "[1,\"a,]\",[2]]", "[1]");
  }

  @Test
  void refusesToAppendToWhatIsNoList() {
    commit("t", checkpoint(1, Map.of("a", set("{\"x\":1}"))));
    refused("channel-not-a-list", () -> commit("t", checkpoint(2, Map.of("a", append("1")))));
    assertThat(channel("t", "a")).isEqualTo("{\"x\":1}");
  }

  @Test
  void readsEveryStepOfALongAppendingHistory() {
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      commit("t", checkpoint(i, Map.of("log", append("" + i), "n", set("" + i))));
      expected.add("" + i);
    }
    for (int i : new int[] {1, 63, 64, 65, 128, 129, 200, 300}) {
      Checkpoint read =
          store
              .getTuple(new CheckpointRef("t", "", new CheckpointId(i)))
              .orElseThrow()
              .checkpoint();
      assertThat(read.channels().get("log").toString())
          .isEqualTo("[" + String.join(",", expected.subList(0, i)) + "]");
      assertThat(read.channels().get("n")).isEqualTo(json("" + i));
    }
  }

  @Test
  void listsNewestFirstWithinBounds() {
    for (int i = 1; i <= 5; i++) {
      commit("t", checkpoint(i, Map.of("n", set("" + i))));
    }
    assertThat(ids(store.list("t", "", null, 10))).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(ids(store.list("t", "", new CheckpointId(4), 2))).containsExactly(3L, 2L);
    assertThat(ids(store.list("t", "", new CheckpointId(1), 2))).isEmpty();
    assertThat(store.list("t", "", null, 0)).isEmpty();
  }

  static List<Long> ids(List<CheckpointTuple> tuples) {
    return tuples.stream().map(t -> t.checkpoint().ref().id().number()).toList();
  }

  @Test
  void forksFromAnOldCheckpoint() {
    commit("t", checkpoint(1, Map.of("log", append("1"))));
    commit("t", checkpoint(2, Map.of("log", append("2"))));
    commit("t", checkpoint("", 3, 1L, Map.of("log", append("3"))));

    assertThat(channel("t", "log")).isEqualTo("[1,3]");
    assertThat(latest("t").checkpoint().parent()).isEqualTo(new CheckpointId(1));
    assertThat(ids(store.list("t", "", null, 10))).containsExactly(3L, 2L, 1L);
  }

  @Test
  void keepsNamespacesApart() {
    commit(
        "t",
        checkpoint(1, Map.of("a", set("1"))),
        checkpoint("sub:1", 1, null, Map.of("a", set("2"))),
        checkpoint("sub:1|deep", 1, null, Map.of("a", set("3"))));

    assertThat(store.namespaces("t")).containsExactly("", "sub:1", "sub:1|deep");
    assertThat(channel("t", "a")).isEqualTo("1");
    assertThat(store.list("t", "sub:1", null, 10))
        .singleElement()
        .satisfies(t -> assertThat(t.checkpoint().channels()).containsEntry("a", json("2")));
  }

  @Test
  void takesLargeValues() {
    String big = "\"" + "x".repeat(3 << 20) + "\"";
    commit("t", checkpoint(1, Map.of("a", set(big), "log", append(big, "1"))));
    commit("t", checkpoint(2, Map.of("log", append(big))));

    assertThat(channel("t", "a")).isEqualTo(big);
    assertThat(channel("t", "log")).isEqualTo("[" + big + ",1," + big + "]");
  }

  @Test
  void keepsTheOldestReadableAfterPruning() {
    for (int i = 1; i <= 150; i++) {
      commit("t", checkpoint(i, Map.of("log", append("" + i), "once" + i, set("" + i))));
    }
    commit("t", checkpoint("s", 1, null, Map.of("a", set("1"))));

    assertThat(store.prune("t", 3)).isEqualTo(147);

    assertThat(ids(store.list("t", "", null, 500))).containsExactly(150L, 149L, 148L);
    for (CheckpointTuple tuple : store.list("t", "", null, 500)) {
      long id = tuple.checkpoint().ref().id().number();
      assertThat(tuple.checkpoint().channels())
          .hasSize((int) id + 1)
          .containsEntry("once1", json("1"));
      assertThat(tuple.checkpoint().channels().get("log").toString())
          .startsWith("[1,2,")
          .endsWith("," + id + "]");
    }
    assertThat(store.namespaces("t")).containsExactly("", "s");
    commit("t", checkpoint(151, Map.of("log", append("151"))));
    assertThat(channel("t", "log")).endsWith("150,151]");
    assertThat(store.prune("t", 3)).isEqualTo(1);
    assertThat(store.prune("unknown", 3)).isZero();
  }
}
