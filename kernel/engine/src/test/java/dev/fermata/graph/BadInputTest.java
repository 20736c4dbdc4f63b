// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
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
import dev.fermata.prompt.Prompts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person or a program may get wrong: a named error, and nothing is lost. */
class BadInputTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  private CompiledGraph<S> asking(Object payload) {
    return graph()
        .addNode("ask", s -> set(S::y).to(interrupt(payload)))
        .addEdge(START, "ask")
        .compile(in(store));
  }

  private static GraphException refused(ThrowingCallable call) {
    return catchThrowableOfType(GraphException.class, call);
  }

  record Throwing(String name) {
    @Override
    public String name() {
      throw new IllegalStateException("no name today");
    }
  }

  static List<Object[]> unstorablePayloads() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    Object deep = "x";
    for (int i = 0; i < 10_000; i++) {
      deep = List.of(deep);
    }
    Map<String, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    return List.of(
        new Object[] {Map.of("items", List.of(1, Thread.currentThread())), "payload.items[1]"},
        new Object[] {Map.of("validator", (Runnable) () -> {}), "payload.validator"},
        new Object[] {cycle, "cycle at payload"},
        new Object[] {List.of(Double.NaN), "payload[0]"},
        new Object[] {Double.POSITIVE_INFINITY, "payload"},
        new Object[] {deep, "nested deeper than"},
        new Object[] {nullKey, "payload"},
        new Object[] {"half \ud800", "surrogate"},
        new Object[] {new Throwing("x"), "no name today"});
  }

  @ParameterizedTest
  @MethodSource("unstorablePayloads")
  void aPayloadThatIsNotJsonIsRefusedWhereItIsAsked(Object payload, String place) {
    CompiledGraph<S> graph = asking(payload);
    GraphException refused = refused(() -> graph.invoke(input(0), t));
    assertThat(refused).hasMessageContaining(place).hasMessageContaining("\"ask\"");
    assertThat(graph.getState(t).next()).containsExactly("ask");
    assertThat(graph.getState(t).interrupts()).isEmpty();
  }

  @Test
  void valuesKeepTheirExactness() {
    List<Object> exact =
        Arrays.asList(
            -0.0,
            Long.MAX_VALUE,
            9007199254740993L,
            new BigDecimal("0.1234567890123456789012345"),
            BigInteger.TWO.pow(80),
            "U+0000 \u0000 and \u202e",
            Map.of("@class", "java.lang.Runtime", "__type", 1),
            null);
    CompiledGraph<S> graph = asking(exact);
    assertThat(graph.invoke(input(0), t).interrupts().get(0).value()).isEqualTo(exact);
    assertThat(graph.invoke(resume(exact), t).value().y()).isEqualTo(exact);
    assertThat(graph.getState(t).values().y()).isEqualTo(exact);
  }

  @Test
  void nullIsAValidPayload() {
    CompiledGraph<S> graph = asking(null);
    GraphOutput<S> paused = graph.invoke(input(0), t);
    assertThat(paused.isInterrupted()).isTrue();
    assertThat(paused.interrupts().get(0).value()).isNull();
    assertThat(paused.interrupts().get(0).json()).hasToString("null");
  }

  @Test
  void aMutablePayloadIsStoredAsItWas() {
    List<Object> items = new ArrayList<>(List.of(1));
    CompiledGraph<S> graph = asking(items);
    GraphOutput<S> paused = graph.invoke(input(0), t);
    items.add(2);
    assertThat(paused.interrupts().get(0).value()).isEqualTo(List.of(1));
    assertThat(Threads.pending(store, "t").get(0).value()).isEqualTo(List.of(1));
  }

  @Test
  void anAnswerThatDoesNotFitLeavesTheQuestionPending() {
    CompiledGraph<S> graph = asking(Prompts.ask("age?", Integer.class));
    Interrupt asked = graph.invoke(input(0), t).interrupts().get(0);
    for (Object wrong : Arrays.asList("thirty", 1.5, true, null, List.of(), 1L << 40)) {
      GraphException refused = refused(() -> graph.invoke(resume(wrong), t));
      assertThat(refused.code()).as(String.valueOf(wrong)).isEqualTo("wrong-answer");
      assertThat(refused).hasMessageContaining("still pending");
    }
    assertThat(refused(() -> graph.invoke(resume(Double.NaN), t)).code()).isEqualTo("not-json");
    assertThat(graph.getState(t).interrupts()).containsExactly(asked);
    assertThat(graph.invoke(resume(30), t).value().y()).isEqualTo(30);
  }

  record Positive(int n) {
    Positive {
      if (n < 1) {
        throw new IllegalArgumentException(n + " is not positive");
      }
    }
  }

  @Test
  void anAnswerThatOnlyItsTypeRefusesIsTakenBack() {
    CompiledGraph<S> graph =
        graph()
            .addNode("ask", s -> set(S::y).to(interrupt(Prompts.ask("n?", Positive.class)).n()))
            .addEdge(START, "ask")
            .compile(in(store));
    Interrupt asked = graph.invoke(input(0), t).interrupts().get(0);
    GraphException refused = refused(() -> graph.invoke(resume(Map.of("n", 0)), t));
    assertThat(refused.code()).isEqualTo("wrong-answer");
    assertThat(refused).hasMessageContaining("0 is not positive");
    assertThat(graph.getState(t).interrupts()).containsExactly(asked);
    assertThat(store.thread("t").orElseThrow().status()).isEqualTo(ThreadInfo.Status.PAUSED);
    assertThat(graph.invoke(resume(Map.of("n", 3)), t).value().y()).isEqualTo(3);
  }

  @Test
  void jsonInputIsCheckedBeforeAnythingIsStored() {
    CompiledGraph<S> graph = asking("q");
    assertThat(refused(() -> graph.invokeJson("{\"x\": 1,}", t)).code()).isEqualTo("bad-json");
    assertThat(refused(() -> graph.invokeJson("{\"x\": 1, \"x\": 2}", t)).code())
        .isEqualTo("bad-json");
    assertThat(refused(() -> graph.invokeJson("[1]", t)).code()).isEqualTo("input-not-an-object");
    assertThat(refused(() -> graph.invokeJson("{\"lgo\": []}", t)))
        .hasMessageContaining("did you mean \"log\"");
    assertThat(refused(() -> graph.invokeJson("{\"x\": \"one\"}", t)))
        .hasMessageContaining("state.x");
    assertThat(refused(() -> graph.invokeJson("{\"x\": null}", t)).code())
        .isEqualTo("null-primitive");
    assertThat(store.thread("t")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x\ud800"})
  void aThreadIdMustBeText(String id) {
    assertThat(refused(() -> thread(id)).code()).isEqualTo("bad-thread-id");
  }

  @Test
  void aThreadIdMayBeLongAndStrange() {
    CompiledGraph<S> graph = asking("q");
    String id = "../x \u0000 😀 <script> ".repeat(9);
    graph.invoke(input(0), thread(id));
    assertThat(graph.invoke(resume("v"), thread(id)).value().y()).isEqualTo("v");
    assertThat(refused(() -> thread("x".repeat(257))).code()).isEqualTo("bad-thread-id");
  }

  @Test
  void aValueAtAStaticStopIsRefusedAndNothingIsStored() {
    CompiledGraph<S> graph =
        graph()
            .addNode("ask", s -> set(S::y).to(interrupt("q")))
            .addEdge(START, "ask")
            .compile(in(store).interruptBefore("ask"));
    assertThat(graph.invoke(input(0), t).isStopped()).isTrue();
    assertThat(refused(() -> graph.invoke(resume("early"), t)).code()).isEqualTo("at-breakpoint");
    assertThat(graph.invoke(t).interrupts()).hasSize(1);
    assertThat(graph.invoke(resume("late"), t).value().y()).isEqualTo("late");
  }

  @Test
  void aThreadBelongsToOneGraph() {
    CompiledGraph<S> one = Graphs.chain(hits).compile(in(store).withName("one"));
    CompiledGraph<S> two = Graphs.chain(hits).compile(in(store).withName("two"));
    one.invoke(input(0), t);
    assertThat(refused(() -> two.invoke(resume("v"), t)).code()).isEqualTo("other-graph");
    assertThat(refused(() -> two.invoke(input(5), t)).code()).isEqualTo("other-graph");
    assertThat(refused(() -> two.getState(t)).code()).isEqualTo("other-graph");
    assertThat(one.invoke(resume("v"), t).value().y()).isEqualTo("v");
  }

  @Test
  void goingNowhereIsNamed() {
    CompiledGraph<S> graph =
        graph()
            .addNode("proceed", s -> goTo("aproval"))
            .addNode("approval", s -> Graphs.log("x"), END)
            .addEdge(START, "proceed")
            .compile(in(store));
    assertThatThrownBy(() -> graph.invoke(input(0), t))
        .hasMessageContaining("node \"aproval\" does not exist")
        .hasMessageContaining("did you mean \"approval\"");
    CompiledGraph<S> declared =
        graph()
            .addNode("a", s -> goTo("c"), "b")
            .addNode("b", s -> Graphs.log("b"))
            .addNode("c", s -> Graphs.log("c"))
            .addEdge(START, "a")
            .compile(in(store));
    assertThat(refused(() -> declared.invoke(input(0), thread("u"))).code())
        .isEqualTo("undeclared-destination");
  }
}
