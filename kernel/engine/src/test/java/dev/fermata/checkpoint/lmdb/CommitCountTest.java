// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Durability;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many synced transactions runs cost, by LMDB's own count. Each is two flushes of the disk, so
 * this is what a durable run waits for.
 */
class CommitCountTest {
  private static final int NODES = 10;

  @TempDir Path folder;
  private Path file;
  private LmdbCheckpointer store;
  private int threads;

  record Work(int counter, List<String> messages) {}

  @BeforeEach
  void open() {
    file = folder.resolve("checkpoints.mdb");
    store = LmdbCheckpointer.open(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private long committed() {
    try (PageFile pages = PageFile.open(file)) {
      return Objects.requireNonNull(pages).metas().get(0).transaction();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private RunnableConfig next(Durability mode) {
    return thread("t" + threads++).withDurability(mode);
  }

  /** The least of some runs: one that is slower than the group commit waits may need one more. */
  private long commits(Durability mode, Run run) {
    run.on(next(mode));
    return IntStream.range(0, 5).mapToLong(i -> counted(next(mode), run)).min().orElseThrow();
  }

  private long counted(RunnableConfig config, Run run) {
    long before = committed();
    run.on(config);
    return committed() - before;
  }

  private interface Run {
    void on(RunnableConfig config);
  }

  private CompiledGraph<Work> linear() {
    StateGraph<Work> graph = new StateGraph<>(Work.class);
    for (int i = 0; i < NODES; i++) {
      graph.addNode("n" + i, w -> set(Work::counter).to(w.counter() + 1));
      graph.addEdge(i == 0 ? START : "n" + (i - 1), "n" + i);
    }
    return graph.compile(CompileOptions.defaults().withCheckpointer(store));
  }

  private CompiledGraph<Work> asking() {
    return new StateGraph<>(Work.class)
        .reduce(Work::messages, append())
        .addNode("prepare", w -> set(Work::counter).to(w.counter() + 1))
        .addNode("ask", w -> set(Work::messages).to(List.of((String) interrupt("approve?"))))
        .addNode("finish", w -> set(Work::counter).to(w.counter() + 1))
        .addEdge(START, "prepare")
        .addEdge("prepare", "ask")
        .addEdge("ask", "finish")
        .compile(CompileOptions.defaults().withCheckpointer(store));
  }

  @Test
  void asyncAndExitCommitARunThatNeverWaitsOnceOrTwice() {
    CompiledGraph<Work> graph = linear();
    Run run = config -> graph.invoke(new Work(0, List.of()), config);
    assertThat(commits(Durability.ASYNC, run)).isBetween(1L, 2L);
    assertThat(commits(Durability.EXIT, run)).isBetween(1L, 2L);
  }

  @Test
  void syncCommitsEachStepOnce() {
    CompiledGraph<Work> graph = linear();
    Run run = config -> graph.invoke(new Work(0, List.of()), config);
    assertThat(commits(Durability.SYNC, run)).as("the input, and each node").isEqualTo(NODES + 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ASYNC", "EXIT"})
  void aPauseAndItsAnswerCostThreeCommits(Durability mode) {
    CompiledGraph<Work> graph = asking();
    Run run =
        config -> {
          graph.invoke(new Work(0, List.of()), config);
          graph.invoke(resume("yes"), config);
        };
    assertThat(commits(mode, run)).isEqualTo(3);
  }

  @Test
  void lookingAndBeingAskedAgainCommitNothing() {
    CompiledGraph<Work> graph = asking();
    RunnableConfig config = next(Durability.ASYNC);
    graph.invoke(new Work(0, List.of()), config);
    Instant since = store.thread("t0").orElseThrow().since();
    assertThat(counted(config, t -> graph.invoke(t))).as("asked again").isZero();
    assertThat(store.thread("t0").orElseThrow().since()).as("waits since then").isEqualTo(since);
    assertThat(counted(config, t -> graph.getState(t).interrupts())).isZero();
  }
}
