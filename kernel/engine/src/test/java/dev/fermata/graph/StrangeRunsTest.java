// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.once;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static dev.fermata.graph.Graphs.log;
import static dev.fermata.prompt.Prompts.approve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Values that are too large or of old code, threads that are gone, nodes that misbehave. */
class StrangeRunsTest {
  private static final int MIB = 1 << 20;

  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  private static GraphException refused(String code, ThrowingCallable call) {
    GraphException thrown = catchThrowableOfType(GraphException.class, call);
    assertThat(thrown).as("refused with %s", code).isNotNull();
    assertThat(thrown.code()).as(thrown.getMessage()).isEqualTo(code);
    return thrown;
  }

  private CompiledGraph<S> asking(Object payload) {
    return graph()
        .addNode("ask", s -> set(S::y).to(interrupt(payload)))
        .addEdge(START, "ask")
        .compile(in(store));
  }

  @Test
  void aPayloadAboveItsLimitIsRefusedAndOneBelowIsKept() {
    refused("json-too-large", () -> asking("x".repeat(16 * MIB)).invoke(input(0), t));
    String fits = "x".repeat(16 * MIB - 100);
    GraphOutput<S> paused = asking(fits).invoke(input(0), thread("u"));
    assertThat(paused.interrupts().get(0).value()).isEqualTo(fits);
  }

  @Test
  void anAnswerAboveItsLimitIsRefusedAndTheQuestionStays() {
    CompiledGraph<S> graph = asking("q");
    graph.invoke(input(0), t);
    refused("json-too-large", () -> graph.invoke(resume("x".repeat(16 * MIB)), t));
    assertThat(graph.invoke(resume("short"), t).value().y()).isEqualTo("short");
  }

  record Bytes(byte[] typed, String note) {}

  @Test
  void bytesAreBase64AndKeepTheirTypeWhereItIsDeclared() {
    byte[] bytes = {0, 1, -1};
    CompiledGraph<Bytes> typed =
        new StateGraph<>(Bytes.class)
            .addNode("ask", s -> set(Bytes::note).to((String) interrupt(s.typed())))
            .addEdge(START, "ask")
            .compile(in(store));
    assertThat(typed.invoke(new Bytes(bytes, null), t).interrupts().get(0).value())
        .isEqualTo("AAH/");
    assertThat(typed.invoke(resume("v"), t).value().typed()).isEqualTo(bytes);
    CompiledGraph<S> untyped = asking("q");
    Throwable thrown =
        catchThrowableOfType(
            RuntimeException.class, () -> untyped.invoke(new S(0, bytes, null), thread("u")));
    assertThat(thrown).hasMessageContaining("byte[]").hasMessageContaining("declare its type");
    assertThat(untyped.getState(thread("u")).step()).isNull();
  }

  enum Colour {
    RED,
    BLUE
  }

  enum Renamed {
    CRIMSON,
    BLUE
  }

  record Painted(Colour colour, String note) {}

  record Repainted(Renamed colour, String note) {}

  private <P extends Record> CompiledGraph<P> paints(Class<P> state, Channel<P, String> note) {
    return new StateGraph<>(state)
        .addNode("ask", s -> set(note).to((String) interrupt("q")))
        .addEdge(START, "ask")
        .compile(in(store).withName("paint"));
  }

  @Test
  void aRenamedConstantInAStoredStateListsThoseThereAre() {
    paints(Painted.class, Painted::note).invoke(new Painted(Colour.RED, null), t);
    CompiledGraph<Repainted> edited = paints(Repainted.class, Repainted::note);
    assertThat(catchThrowableOfType(RuntimeException.class, () -> edited.getState(t)))
        .hasMessageContaining("RED")
        .hasMessageContaining("CRIMSON, BLUE")
        .hasMessageContaining("colour");
    assertThat(paints(Painted.class, Painted::note).invoke(resume("v"), t).value())
        .isEqualTo(new Painted(Colour.RED, "v"));
  }

  record Keys(Map<String, Integer> byKey) {}

  @Test
  void keysOfAStateMayHoldDotsQuotesAndNothing() {
    Map<String, Integer> odd = new LinkedHashMap<>();
    List.of("", "a.b", "\"", "x[3]", "\n", "€").forEach(key -> odd.put(key, key.length()));
    CompiledGraph<Keys> graph =
        new StateGraph<>(Keys.class)
            .addNode("n", s -> set(Keys::byKey).to(s.byKey()))
            .addEdge(START, "n")
            .compile(in(store));
    assertThat(graph.invoke(new Keys(odd), t).value().byKey()).isEqualTo(odd);
    assertThat(graph.getState(t).values().byKey()).isEqualTo(odd);
  }

  @Test
  void aThreadWhoseProcessDiedInANodeIsToldToRunItAgain() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store).withName("chain"));
    graph.invoke(input(1), t.interruptBefore("c"));
    ThreadInfo died =
        new ThreadInfo("t", "chain", ThreadInfo.Status.RUNNING, List.of(), Instant.EPOCH, Map.of());
    store.commit(new WriteBatch("t", List.of(new WriteBatch.PutThread(died))));
    GraphOutput<S> again = graph.invoke(t);
    assertThat(again.notices())
        .singleElement()
        .asString()
        .contains("left no end")
        .contains("ask run again");
    assertThat(again.isInterrupted()).isTrue();
  }

  @Test
  void aDeletedThreadAndAPrunedCheckpointAreUnknown() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    GraphOutput<S> paused = graph.invoke(input(1), t);
    refused("unknown-checkpoint", () -> graph.invoke(t.withCheckpoint(99)));
    store.deleteThread("t");
    refused("unknown-thread", () -> graph.invoke(resume("v"), t));
    refused("unknown-thread", () -> graph.invoke(paused.config()));
    assertThat(graph.getState(t).step()).isNull();
  }

  @Test
  void anAnswerFromInsideANodeIsRefused() {
    AtomicReference<CompiledGraph<S>> self = new AtomicReference<>();
    self.set(
        graph()
            .addNode("n", s -> set(S::y).to(self.get().invoke(resume(1), t).value().y()))
            .addEdge(START, "n")
            .compile(in(store)));
    refused("thread-in-node", () -> self.get().invoke(input(0), t));
  }

  @Test
  void aRemovedEdgeIsToldBeforeTheAnswerIsUsed() {
    Graphs.chain(hits).compile(in(store)).invoke(input(1), t);
    CompiledGraph<S> fewer =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("ask", s -> log("ask=" + interrupt("q x=" + s.x())))
            .addNode("c", s -> log("c"))
            .addEdge(START, "a")
            .addEdge("a", "ask")
            .compile(in(store));
    refused("graph-changed", () -> fewer.invoke(resume("v"), t));
    assertThat(fewer.getState(t).interrupts()).hasSize(1);
  }

  private CompiledGraph<S> loops(Prompt<?> question) {
    return graph()
        .addNode(
            "n",
            s -> {
              while (true) {
                hits.hit("asked");
                interrupt(question);
              }
            })
        .addEdge(START, "n")
        .compile(in(store));
  }

  @Test
  void aLoopAsksEachQuestionOncePerRun() {
    CompiledGraph<S> graph = loops(approve("again?"));
    graph.invoke(input(0), t);
    for (int i = 0; i < 5; i++) {
      graph.invoke(resume(true), t);
    }
    assertThat(hits.count("asked")).isEqualTo(1 + 2 + 3 + 4 + 5 + 6);
  }

  /** A key is the name of one question, so its answer serves the loop for ever. */
  @Test
  void aLoopThatAsksForEverEndsWithASentence() {
    CompiledGraph<S> graph = loops(approve("again?").key("again"));
    graph.invoke(input(0), t);
    assertThat(refused("too-many-questions", () -> graph.invoke(resume(true), t)))
        .hasMessageContaining("\"n\"")
        .hasMessageContaining("endless");
  }

  @Test
  void aThreadThatOutlivesItsNodeCanNeitherAskNorWrite() throws Exception {
    CountDownLatch finished = new CountDownLatch(1);
    List<String> came = new ArrayList<>();
    List<Throwable> thrown = new ArrayList<>();
    AtomicReference<Thread> late = new AtomicReference<>();
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "n",
                (s, run) -> {
                  late.set(
                      new Thread(
                          () -> {
                            try {
                              finished.await();
                              run.write("late");
                              once("late", () -> came.add("once"));
                            } catch (InterruptedException | RuntimeException e) {
                              thrown.add(e);
                            }
                          }));
                  late.get().start();
                  return log("n");
                })
            .addEdge(START, "n")
            .compile(in(store));
    try (GraphStream<S> stream = graph.stream(input(0), t, StreamMode.CUSTOM)) {
      stream.forEach(event -> came.add(String.valueOf(event.data())));
    }
    int before = graph.getStateHistory(t).toList().size();
    finished.countDown();
    late.get().join();
    assertThat(came).isEmpty();
    assertThat(thrown)
        .singleElement()
        .isInstanceOfSatisfying(
            GraphException.class, e -> assertThat(e.code()).isEqualTo("interrupt-outside-node"));
    assertThat(graph.getStateHistory(t)).hasSize(before);
  }

  @Test
  void aNodeThatChangesLocaleAndTimeZoneChangesNothingStored() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "n",
                s -> {
                  Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
                  TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                  return set(S::y).to(List.of(1.5, interrupt("q")));
                })
            .addEdge(START, "n")
            .compile(in(store));
    try {
      GraphOutput<S> paused = graph.invoke(input(1234567), t);
      assertThat(paused.interrupts().get(0).id()).matches("[0-9a-f]{32}");
      assertThat(graph.invoke(resume("v"), t).value())
          .isEqualTo(new S(1234567, List.of(1.5, "v"), List.of()));
      assertThat(graph.getState(t).createdAt())
          .isBetween(Instant.now().minusSeconds(600), Instant.now());
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Order is by number; the clock is for people only. */
  @Test
  void checkpointsAreNumberedInOrderWhateverTheClockSays() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    graph.invoke(input(1), t);
    graph.invoke(resume("v"), t);
    List<Long> numbers =
        graph.getStateHistory(t).map(s -> s.config().checkpoint().number()).toList();
    assertThat(numbers).containsExactly(5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void aThousandSentTasksAskInOneListAndAreAnsweredInOneMap() {
    CompiledGraph<S> graph =
        graph()
            .addNode("fan", s -> log("fan"))
            .addNode("ask", s -> log(s.x() + "=" + interrupt(s.x())))
            .addConditionalEdges(
                "fan",
                s -> IntStream.range(0, 1_000).mapToObj(i -> new Send("ask", input(i))).toList())
            .addEdge(START, "fan")
            .compile(in(store));
    GraphOutput<S> paused = graph.invoke(input(0), t);
    assertThat(paused.interrupts()).hasSize(1_000);
    assertThat(paused.interrupts().get(999).value()).isEqualTo(999);
    Map<String, Object> answers = new HashMap<>();
    paused.interrupts().forEach(q -> answers.put(q.id(), "a" + q.value()));
    List<String> log = graph.invoke(resumeAll(answers), t).value().log();
    assertThat(log).hasSize(1_001).endsWith("999=a999");
  }
}
