// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Interrupts where they cannot work, and code around them that catches too much. */
class MisusedInterruptTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  private static GraphException refused(ThrowingCallable call) {
    return catchThrowableOfType(GraphException.class, call);
  }

  @Test
  void askingWithoutACheckpointerSaysWhatToDo() {
    CompiledGraph<S> graph =
        graph().addNode("n", s -> set(S::y).to(interrupt("q"))).addEdge(START, "n").compile();
    assertThat(refused(() -> graph.invoke(input(0))))
        .hasMessageContaining("withCheckpointer")
        .extracting("code")
        .isEqualTo("no-checkpointer");
    assertThat(refused(() -> graph.invoke(resume(1), t)).code()).isEqualTo("no-checkpointer");
  }

  @Test
  void askingOutsideANodeIsNamed() {
    assertThat(refused(() -> interrupt("q")).code()).isEqualTo("interrupt-outside-node");
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "n",
                s -> {
                  Throwable[] thrown = new Throwable[1];
                  Thread other =
                      new Thread(
                          () -> {
                            try {
                              interrupt("q");
                            } catch (GraphException e) {
                              thrown[0] = e;
                            }
                          });
                  other.start();
                  other.join();
                  return set(S::y).to(((GraphException) thrown[0]).code());
                })
            .addEdge(START, "n")
            .compile(in(store));
    assertThat(graph.invoke(input(0), t).value().y()).isEqualTo("interrupt-outside-node");
  }

  @Test
  void catchingExceptionsAndFinallyDoNotSwallowThePause() {
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "careful",
                s -> {
                  try {
                    return set(S::y).to(interrupt("q"));
                  } catch (Exception e) {
                    return set(S::y).to("caught");
                  } finally {
                    hits.hit("finally");
                  }
                })
            .addEdge(START, "careful")
            .compile(in(store));
    assertThat(graph.invoke(input(0), t).isInterrupted()).isTrue();
    assertThat(graph.invoke(resume("v"), t).value().y()).isEqualTo("v");
    assertThat(hits.count("finally")).isEqualTo(2);
  }

  @Test
  void aSwallowedPauseIsNamed() {
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "greedy",
                s -> {
                  Object answer;
                  try {
                    answer = interrupt("q");
                  } catch (Throwable thrown) {
                    answer = "swallowed";
                  }
                  return set(S::y).to(answer);
                })
            .addEdge(START, "greedy")
            .compile(in(store));
    assertThat(refused(() -> graph.invoke(input(0), t)).code()).isEqualTo("interrupt-swallowed");
    assertThat(graph.getState(t).values().y()).isNull();
  }
}
