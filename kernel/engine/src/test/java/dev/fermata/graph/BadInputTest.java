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
import java.util.stream.IntStream;
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
        .allMatch(frame -> frame.getClassName().startsWith(BadInputTest.class.getName()));
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
    assertThat(hits.count("loop")).as("LangGraph's count").isEqualTo(11);
    assertThat(graph.getState(t).values().x()).isEqualTo(11);
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
