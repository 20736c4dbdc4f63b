// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.ThreadInfo.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threads: their ids, their rows, deleting and copying them, and the end of the store. */
public abstract class ThreadsContract extends CheckpointerFixture {
  private List<String> threads(Status status) {
    return store.threads(status).stream().map(ThreadInfo::thread).toList();
  }

  @Test
  void readsARowAsItWasPut() {
    ThreadInfo info =
        new ThreadInfo(
            "t \"é\"",
            "graph",
            Status.PAUSED,
            List.of(
                new ThreadInfo.Waiting("a".repeat(32), "node", "What \"now\"?\n"),
                new ThreadInfo.Waiting("b".repeat(32), "node2", "")),
            Instant.parse("2026-01-02T03:04:05.678901234Z"),
            Map.of("notebook", "x.ipynb", "user", ""));

    commit("t \"é\"", new WriteBatch.PutThread(info));

    assertThat(store.thread("t \"é\"")).contains(info);
    assertThat(store.threads(Status.PAUSED)).containsExactly(info);
  }

  @Test
  void listsThreadsByStatusLatestChangeFirst() {
    commit("a", row("a", Status.PAUSED));
    commit("b", row("b", Status.PAUSED));
    commit("c", row("c", Status.FINISHED));
    assertThat(threads(Status.PAUSED)).containsExactly("b", "a");
    assertThat(threads(null)).containsExactly("c", "b", "a");

    commit("a", row("a", Status.RUNNING));
    assertThat(threads(Status.PAUSED)).containsExactly("b");
    assertThat(threads(null)).containsExactly("a", "c", "b");
    commit("a", row("a", Status.PAUSED));
    assertThat(threads(Status.PAUSED)).containsExactly("a", "b");
    assertThat(threads(Status.RUNNING)).isEmpty();
    assertThat(threads(Status.STOPPED)).isEmpty();
  }

  @Test
  void ordersByWhatHappenedWhenTheClockIsTurnedBack() {
    for (int i = 1; i <= 3; i++) {
      Instant earlier = Instant.ofEpochSecond(1_700_000_000 - i * 86_400L);
      String thread = "t" + i;
      WriteBatch.PutCheckpoint put = checkpoint(i, Map.of("n", set("" + i)));
      commit(
          "one",
          new WriteBatch.PutCheckpoint(
              put.namespace(),
              put.id(),
              put.parent(),
              put.step(),
              put.source(),
              earlier,
              put.changes(),
              put.plan(),
              put.metadata()));
      commit(
          thread,
          new WriteBatch.PutThread(
              new ThreadInfo(thread, "graph", Status.PAUSED, List.of(), earlier, Map.of())));
    }
    assertThat(CheckpointsContract.ids(store.list("one", "", null, 9))).containsExactly(3L, 2L, 1L);
    assertThat(channel("one", "n")).isEqualTo("3");
    assertThat(threads(Status.PAUSED)).containsExactly("t3", "t2", "t1");
    assertThat(threads(null)).containsExactly("t3", "t2", "t1");
  }

  @Test
  void leavesThreadsWithoutARowOutOfTheList() {
    commit("t", checkpoint(1, Map.of()));
    assertThat(store.threads(null)).isEmpty();
    assertThat(store.thread("t")).isEmpty();
    assertThat(store.deleteThread("t")).isTrue();
  }

  @Test
  void takesEveryTextAsAThreadId() {
    List<String> ids =
        List.of(
            " ",
            "../x",
            "a\u0000b",
            "😀".repeat(256),
            "x".repeat(256),
            "\u00e9", // one character
            "e\u0301", // the same letter in two
            "<b>\"';",
            "\n");
    for (String id : ids) {
      commit(
          id,
          checkpoint(1, Map.of("id", set("\"" + ids.indexOf(id) + "\""))),
          row(id, Status.PAUSED));
    }
    for (String id : ids) {
      assertThat(channel(id, "id")).isEqualTo("\"" + ids.indexOf(id) + "\"");
    }
    assertThat(threads(Status.PAUSED)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void refusesThreadIdsThatCannotBeStored() {
    for (String id : List.of("", "x".repeat(257), "😀".repeat(257), "a\uD83D", "\uDE00b")) {
      refused("bad-thread-id", () -> commit(id, checkpoint(1, Map.of())));
      refused("bad-thread-id", () -> store.getTuple(CheckpointRef.latest(id)));
    }
    refused("bad-namespace", () -> store.getTuple(new CheckpointRef("t", "\uD800", null)));
  }

  @Test
  void deletesAThreadWithAllItHas() {
    for (String thread : List.of("a", "b")) {
      commit(
          thread,
          checkpoint(1, Map.of("log", append("1"))),
          checkpoint(2, Map.of("log", append("2"))),
          checkpoint("sub", 1, null, Map.of("x", set("1"))),
          write(1, "t", "result", "", "1"),
          row(thread, Status.PAUSED));
    }
    assertThat(store.deleteThread("a")).isTrue();
    assertThat(store.deleteThread("a")).isFalse();

    assertThat(store.getTuple(CheckpointRef.latest("a"))).isEmpty();
    assertThat(store.namespaces("a")).isEmpty();
    assertThat(store.thread("a")).isEmpty();
    assertThat(threads(Status.PAUSED)).containsExactly("b");
    assertThat(channel("b", "log")).isEqualTo("[1,2]");
    commit("a", new WriteBatch.ExpectLatest("", null), checkpoint(1, Map.of("new", set("1"))));
    assertThat(latest("a").checkpoint().channels()).containsOnlyKeys("new");
    assertThat(latest("a").writes()).isEmpty();
  }

  @Test
  void copiesAThreadWithAllItHas() {
    for (int i = 1; i <= 100; i++) {
      commit("a", checkpoint(i, Map.of("log", append("" + i))), write(i, "t", "result", "", "1"));
    }
    commit("a", checkpoint("sub", 1, null, Map.of("x", set("1"))), row("a", Status.PAUSED));

    store.copyThread("a", "b");

    assertThat(store.namespaces("b")).containsExactly("", "sub");
    assertThat(store.list("b", "", null, 500)).hasSize(100);
    assertThat(store.thread("b")).get().extracting(ThreadInfo::thread).isEqualTo("b");
    assertThat(threads(Status.PAUSED)).containsExactly("b", "a");
    commit("b", checkpoint(101, Map.of("log", append("0"))), row("b", Status.FINISHED));
    assertThat(channel("b", "log")).endsWith(",99,100,0]");
    assertThat(channel("a", "log")).endsWith(",99,100]");
    assertThat(store.deleteThread("a")).isTrue();
    assertThat(channel("b", "log")).startsWith("[1,2,3,").endsWith(",99,100,0]");
    assertThat(
            store.getTuple(new CheckpointRef("b", "", new CheckpointId(7))).orElseThrow().writes())
        .hasSize(1);
  }

  @Test
  void refusesToCopyFromNowhereOrOverAThread() {
    commit("a", checkpoint(1, Map.of()));
    commit("b", checkpoint(1, Map.of()));
    refused("unknown-thread", () -> store.copyThread("x", "y"));
    refused("thread-in-use", () -> store.copyThread("a", "b"));
    refused("bad-thread-id", () -> store.copyThread("a", ""));
  }

  @Test
  void refusesWorkAfterItsEnd() {
    commit("t", checkpoint(1, Map.of()));
    store.close();
    store.close();

    refused("store-closed", () -> commit("t", checkpoint(2, Map.of())));
    refused("store-closed", () -> store.getTuple(CheckpointRef.latest("t")));
    refused("store-closed", () -> store.threads(null));
    assertThat(store.write(new WriteBatch("t", List.of()))).isCompletedExceptionally();
    assertThat(store.location()).isNotEmpty();
  }
}
