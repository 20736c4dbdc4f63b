// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import dev.fermata.checkpoint.WriteBatch.PutCheckpoint;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import dev.fermata.checkpoint.WriteBatch.PutWrite;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contract suites of checkpointers share: a fresh one for each test, and short names. */
public abstract class CheckpointerFixture {
  /** The one under test. */
  protected Checkpointer store;

  /** A fresh, empty checkpointer; the fixture closes it. */
  protected abstract Checkpointer open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** One JSON text. */
  public static Json json(String text) {
    return Json.ofText(text);
  }

  /** A checkpoint of the root graph; its parent is the one before. */
  public static PutCheckpoint checkpoint(long id, Map<String, ChannelChange> changes) {
    return checkpoint("", id, id == 1 ? null : id - 1, changes);
  }

  /** A checkpoint. */
  public static PutCheckpoint checkpoint(
      String namespace, long id, Long parent, Map<String, ChannelChange> changes) {
    return new PutCheckpoint(
        namespace,
        new CheckpointId(id),
        parent == null ? null : new CheckpointId(parent),
        (int) id - 2,
        id == 1 ? Checkpoint.Source.INPUT : Checkpoint.Source.LOOP,
        Instant.ofEpochSecond(1_700_000_000 + id, 123_456_789),
        changes,
        json("{\"next\":[\"n" + id + "\"]}"),
        Map.of("run", json("\"r\"")));
  }

  /** A changed channel. */
  public static ChannelChange set(String value) {
    return new ChannelChange.Replace(json(value));
  }

  /** A longer channel. */
  public static ChannelChange append(String... items) {
    return new ChannelChange.Append(Arrays.stream(items).map(Json::ofText).toList());
  }

  /** A pending write beside a checkpoint of the root graph. */
  public static PutWrite write(long id, String task, String kind, String key, String value) {
    return new PutWrite(
        "", new CheckpointId(id), new PendingWrite(task, kind, key, json(value)), false);
  }

  /** A row. */
  public static PutThread row(String thread, Status status) {
    List<ThreadInfo.Waiting> waiting =
        status == Status.PAUSED
            ? List.of(new ThreadInfo.Waiting("0123456789abcdef0123456789abcdef", "ask", "Really?"))
            : List.of();
    return new PutThread(
        new ThreadInfo(
            thread,
            "graph",
            status,
            waiting,
            Instant.ofEpochSecond(1_700_000_000, 5),
            Map.of("notebook", "a.ipynb")));
  }

  /** Commits a batch. */
  protected void commit(String thread, Mutation... mutations) {
    store.commit(new WriteBatch(thread, List.of(mutations)));
  }

  /** The latest checkpoint of the root graph. */
  protected CheckpointTuple latest(String thread) {
    return store.getTuple(CheckpointRef.latest(thread)).orElseThrow();
  }

  /** A channel of the latest checkpoint. */
  protected String channel(String thread, String name) {
    return latest(thread).checkpoint().channels().get(name).toString();
  }

  /** Expects an error with a code. */
  protected static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(CheckpointException.class)
        .satisfies(e -> assertThat(((CheckpointException) e).code()).isEqualTo(code));
  }
}
