// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.Graphs.S;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose thread another run has taken over meanwhile changes nothing any more. */
class LostRunTest {
  private static final int SLOW = 1;

  @TempDir Path folder;

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void sendHome() {
    mayEnd.countDown();
    other.shutdownNow();
  }

  /** {@code work}, which is slow for one input, and asks for every other one. */
  private CompiledGraph<S> graph(LmdbCheckpointer store, boolean fails) {
    return Graphs.graph()
        .addNode(
            "work",
            s -> {
              if (s.x() != SLOW) {
                return set(S::y).to(interrupt("q"));
              }
              entered.countDown();
              assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
              if (fails) {
                throw new IllegalStateException("boom");
              }
              return Graphs.log("slow");
            })
        .addEdge(START, "work")
        .compile(Graphs.in(store));
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheQuestionOfTheOtherInTheListOfThePaused(Durability mode) throws Exception {
    lose(mode, false);
  }

  @ParameterizedTest
  @EnumSource
  void alsoWhenItFails(Durability mode) throws Exception {
    lose(mode, true);
  }

  private void lose(Durability mode, boolean fails) throws Exception {
    RunnableConfig t = thread("t").withDurability(mode);
    try (LmdbCheckpointer store = LmdbCheckpointer.open(folder.resolve("store.mdb"))) {
      CompiledGraph<S> graph = graph(store, fails);
      Future<?> lost = other.submit(() -> graph.invoke(Graphs.input(SLOW), t));
      takeOver(store, mode);
      GraphOutput<S> asked = graph.invoke(Graphs.input(2), t);
      mayEnd.countDown();
      assertThatThrownBy(lost::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(GraphException.class);
      assertThat(store.threads(Status.PAUSED)).hasSize(1);
      StateSnapshot<S> state = graph.getState(t);
      assertThat(state.interrupts()).isEqualTo(asked.interrupts());
      assertThat(state.values().log()).isNullOrEmpty();
    }
  }

  /** Waits until the slow run is in its node, and what it has handed over so far is stored. */
  private void takeOver(LmdbCheckpointer store, Durability mode) throws InterruptedException {
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    while (mode != Durability.EXIT && store.thread("t").isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void isToldWhyItsWorkWasNotStored() throws Exception {
    RunnableConfig t = thread("t");
    try (LmdbCheckpointer store = LmdbCheckpointer.open(folder.resolve("store.mdb"))) {
      CompiledGraph<S> graph = graph(store, false);
      Future<?> lost = other.submit(() -> graph.invoke(Graphs.input(SLOW), t));
      takeOver(store, Durability.ASYNC);
      graph.invoke(Graphs.input(2), t);
      mayEnd.countDown();
      assertThatThrownBy(lost::get)
          .cause()
          .hasMessageContaining("thread \"t\" was changed by somebody else")
          .extracting(e -> ((GraphException) e).code())
          .isEqualTo("busy");
    }
  }
}
