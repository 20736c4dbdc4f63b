// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static dev.fermata.graph.Graphs.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Static breakpoints, compiled in and for one call: semantics §1.12. */
class StaticStopTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  private StateGraph<S> abc() {
    return graph()
        .addNode("a", s -> hits.of("a", log("a")))
        .addNode("b", s -> hits.of("b", log("b")))
        .addNode("c", s -> hits.of("c", log("c")))
        .addEdge(START, "a")
        .addEdge("a", "b")
        .addEdge("b", "c");
  }

  @Test
  void staticStopsHoldBeforeAndAfter() {
    CompiledGraph<S> graph = abc().compile(in(store).interruptBefore("b").interruptAfter("b"));
    GraphOutput<S> stopped = graph.invoke(input(0), t);
    assertThat(stopped.isStopped()).isTrue();
    assertThat(stopped.isInterrupted()).isFalse();
    assertThat(stopped.next()).containsExactly("b");
    stopped = graph.invoke(t);
    assertThat(stopped.value().log()).containsExactly("a", "b");
    assertThat(stopped.next()).containsExactly("c");
    stopped = graph.invoke(t);
    assertThat(stopped.isStopped()).isFalse();
    assertThat(stopped.value().log()).containsExactly("a", "b", "c");
    assertThat(hits).hasToString("{a=1, b=1, c=1}");
  }

  @Test
  void stopsOfACallLastThatCall() {
    CompiledGraph<S> graph = abc().compile(in(store));
    graph.invoke(input(0), t.interruptBefore("b", "c"));
    assertThat(graph.invoke(t).value().log()).containsExactly("a", "b", "c");
    RunnableConfig u = thread("u");
    graph.invoke(input(0), u.interruptBefore("b", "c"));
    assertThat(graph.invoke(u.interruptBefore("b", "c")).value().log()).containsExactly("a", "b");
    assertThat(graph.invoke(u).value().log()).containsExactly("a", "b", "c");
  }

  /** LangGraph: interrupt_before of a call replaces that of the graph, and so does the other. */
  @Test
  void stopsOfACallTakeThePlaceOfTheCompiledOnes() {
    CompiledGraph<S> graph = abc().compile(in(store).interruptBefore("a").interruptAfter("b"));
    assertThat(graph.invoke(input(0), t.interruptBefore("c")).value().log())
        .containsExactly("a", "b");
    RunnableConfig u = thread("u");
    assertThat(graph.invoke(input(0), u.interruptAfter("a")).value().log()).isEmpty();
    assertThat(graph.invoke(u.interruptAfter("a")).value().log()).containsExactly("a");
  }

  @Test
  void aStarStopsEverywhere() {
    CompiledGraph<S> before = abc().compile(in(store).interruptBefore("*"));
    List<List<String>> next = new ArrayList<>();
    next.add(before.invoke(input(0), t).next());
    for (int i = 0; i < 4; i++) {
      next.add(before.invoke(t).next());
    }
    assertThat(next)
        .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of(), List.of());
    CompiledGraph<S> after = abc().compile(in(store).interruptAfter("*"));
    RunnableConfig u = thread("u");
    next.clear();
    next.add(after.invoke(input(0), u).next());
    for (int i = 0; i < 3; i++) {
      next.add(after.invoke(u).next());
    }
    assertThat(next).containsExactly(List.of("b"), List.of("c"), List.of(), List.of());
  }

  @Test
  void aStoppedThreadGoesOnWithACommand() {
    CompiledGraph<S> graph = abc().compile(in(store).interruptBefore("b"));
    graph.invoke(input(0), t);
    assertThat(graph.invoke(set(S::x).to(5), t).value())
        .isEqualTo(new S(5, null, List.of("a", "b", "c")));
    RunnableConfig u = thread("u");
    graph.invoke(input(0), u);
    assertThat(graph.invoke(goTo("c"), u).value().log()).containsExactly("a", "b", "c", "c");
    RunnableConfig w = thread("w");
    graph.invoke(input(0), w);
    graph.updateState(w, set(S::x).to(7));
    assertThat(graph.invoke(w).value().x()).isEqualTo(7);
    RunnableConfig v = thread("v");
    graph.invoke(input(0), v);
    GraphOutput<S> anew = graph.invoke(input(9), v);
    assertThat(anew.value().log()).containsExactly("a", "a");
    assertThat(anew.next()).containsExactly("b");
  }
}
