// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Nodes that throw, loop, or are stopped: what was stored before stays, and continuing goes on. */
class NodeFailureTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  private static GraphException refused(ThrowingCallable call) {
    return catchThrowableOfType(GraphException.class, call);
  }

  @Test
  void aFailingNodeKeepsTheThreadAndTheOthersWork() {
    CompiledGraph<S> graph =
        graph()
            .addNode("ok", s -> hits.of("ok", Graphs.log("ok")))
            .addNode(
                "bad",
                s -> {
                  hits.hit("bad");
                  if (hits.count("bad") == 1) {
                    throw new IllegalStateException("boom");
                  }
                  return Graphs.log("bad");
                })
            .addEdge(START, "ok")
            .addEdge(START, "bad")
            .compile(in(store));
    GraphException.NodeFailed failed =
        catchThrowableOfType(GraphException.NodeFailed.class, () -> graph.invoke(input(0), t));
    assertThat(failed.node()).isEqualTo("bad");
    assertThat(failed).hasMessageContaining("boom").hasMessageContaining("thread(\"t\")");
    assertThat(failed.getCause().getStackTrace())
        .allMatch(frame -> frame.getClassName().startsWith(NodeFailureTest.class.getName()));
    StateSnapshot<S> state = graph.getState(t);
    assertThat(state.next()).containsExactly("bad");
    assertThat(state.values().log()).containsExactly("ok");
    assertThat(state.tasks().get(0).error()).isEqualTo("IllegalStateException: boom");
    assertThat(store.thread("t").orElseThrow().status()).isEqualTo(ThreadInfo.Status.FAILED);
    assertThat(graph.invoke(t).value().log()).containsExactly("bad", "ok");
    assertThat(hits.count("ok")).isEqualTo(1);
  }

  @Test
  void aStackOverflowIsANodeThatThrew() {
    CompiledGraph<S> graph =
        graph()
            .addNode("deep", s -> Graphs.log("" + deep(0)))
            .addEdge(START, "deep")
            .compile(in(store));
    assertThatThrownBy(() -> graph.invoke(input(0), t))
        .isInstanceOf(GraphException.NodeFailed.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(graph.getState(t).next()).containsExactly("deep");
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static int deep(int n) {
    return deep(n + 1) + 1;
  }

  @Test
  void anEndlessLoopEndsAtTheRecursionLimit() {
    CompiledGraph<S> graph =
        graph()
            .addNode("loop", s -> hits.of("loop", set(S::x).to(s.x() + 1)))
            .addEdge(START, "loop")
            .addEdge("loop", "loop")
            .compile(in(store));
    GraphException limit = refused(() -> graph.invoke(input(0), t.withRecursionLimit(10)));
    assertThat(limit.code()).isEqualTo("recursion-limit");
    assertThat(hits.count("loop")).as("LangGraph's count").isEqualTo(10);
    assertThat(graph.getState(t).values().x()).isEqualTo(10);
  }

  @Test
  void twoWritersOfAPlainChannelAreRefusedBeforeAnythingIsStored() {
    boolean[] fixed = new boolean[1];
    CompiledGraph<S> graph =
        graph()
            .addNode("p", s -> set(S::x).to(1))
            .addNode("q", s -> fixed[0] ? Graphs.log("q") : set(S::x).to(2))
            .addEdge(START, "p")
            .addEdge(START, "q")
            .compile(in(store));
    GraphException conflict = refused(() -> graph.invoke(input(0), t));
    assertThat(conflict.code()).isEqualTo("conflicting-writes");
    assertThat(conflict).hasMessageContaining("node \"p\"").hasMessageContaining("node \"q\"");
    assertThat(graph.getState(t).values().x()).as("LangGraph bricks the thread").isZero();
    fixed[0] = true;
    assertThat(graph.invoke(t).value().x()).isEqualTo(1);
  }

  @Test
  void theStopButtonInterruptsAllTasksAndKeepsTheCheckpoint() throws Exception {
    java.util.concurrent.CountDownLatch running = new java.util.concurrent.CountDownLatch(3);
    StateGraph<S> builder = graph();
    IntStream.range(0, 3)
        .forEach(
            i ->
                builder
                    .addNode(
                        "n" + i,
                        s -> {
                          running.countDown();
                          if (hits.count("again") == 0) {
                            Thread.sleep(60_000);
                          }
                          return Graphs.log("n" + i);
                        })
                    .addEdge(START, "n" + i));
    CompiledGraph<S> graph = builder.compile(in(store));
    Throwable[] thrown = new Throwable[1];
    Thread caller =
        new Thread(
            () -> {
              try {
                graph.invoke(input(0), t);
              } catch (GraphException e) {
                thrown[0] = e;
              }
            });
    caller.start();
    running.await();
    caller.interrupt();
    caller.join(30_000);
    assertThat(caller.isAlive()).isFalse();
    assertThat(thrown[0]).isInstanceOf(GraphException.RunInterrupted.class);
    hits.hit("again");
    assertThat(graph.invoke(t).value().log()).containsExactly("n0", "n1", "n2");
  }
}
