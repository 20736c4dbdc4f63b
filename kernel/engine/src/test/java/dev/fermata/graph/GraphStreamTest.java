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
import static dev.fermata.graph.Graphs.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import dev.fermata.graph.StreamEvent.Phase;
import dev.fermata.graph.StreamEvent.TaskEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run tells while it goes on: semantics §1.17. */
class GraphStreamTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final RunnableConfig t = thread("t");
  private final CompiledGraph<S> graph =
      graph()
          .addNode("a", s -> log("a"))
          .addNode(
              "ask",
              (s, run) -> {
                run.write("before ask");
                Object answer = interrupt("q");
                run.write("after ask");
                return set(S::y).to(answer).set(S::log).to(List.of("ask"));
              })
          .addEdge(START, "a")
          .addEdge("a", "ask")
          .compile(in(store));

  private static List<StreamEvent> read(GraphStream<S> stream) {
    try (stream) {
      List<StreamEvent> events = new ArrayList<>();
      stream.forEach(events::add);
      return events;
    }
  }

  @Test
  void aStreamWithoutAConfigRunsOnANewThread() {
    List<StreamEvent> events = read(graph.stream(input(1), StreamMode.UPDATES));
    assertThat(events.get(0)).isEqualTo(updates(Map.of("a", Map.of("log", List.of("a")))));
    assertThat(store.threads(ThreadInfo.Status.PAUSED)).hasSize(1);
  }

  @Test
  void valuesAndUpdatesComeInTheirOrderWithTheQuestion() {
    List<StreamEvent> events =
        read(graph.stream(input(1), t, StreamMode.VALUES, StreamMode.UPDATES));
    Interrupt asked = graph.getState(t).interrupts().get(0);
    assertThat(events)
        .containsExactly(
            values(new S(1, null, List.of())),
            updates(Map.of("a", Map.of("log", List.of("a")))),
            values(new S(1, null, List.of("a"))),
            new StreamEvent(StreamMode.UPDATES, "", Map.of(), List.of(asked)),
            new StreamEvent(StreamMode.VALUES, "", new S(1, null, List.of("a")), List.of(asked)));
    assertThat(read(graph.stream(resume("v"), t, StreamMode.VALUES, StreamMode.UPDATES)))
        .containsExactly(
            values(new S(1, null, List.of("a"))),
            updates(Map.of("ask", Map.of("y", "v", "log", List.of("ask")))),
            values(new S(1, "v", List.of("a", "ask"))));
  }

  private static StreamEvent values(S state) {
    return new StreamEvent(StreamMode.VALUES, "", state, List.of());
  }

  private static StreamEvent updates(Object data) {
    return new StreamEvent(StreamMode.UPDATES, "", data, List.of());
  }

  @Test
  void updatesAreTheDefault() {
    assertThat(read(graph.stream(input(1), t)))
        .extracting(StreamEvent::mode)
        .containsOnly(StreamMode.UPDATES);
  }

  @Test
  void customEventsBeforeAQuestionAreRepeated() {
    assertThat(read(graph.stream(input(1), t, StreamMode.CUSTOM)))
        .extracting(StreamEvent::data)
        .containsExactly("before ask");
    assertThat(read(graph.stream(resume("v"), t, StreamMode.CUSTOM)))
        .extracting(StreamEvent::data)
        .containsExactly("before ask", "after ask");
  }

  @Test
  void tasksTellTheirPhases() {
    assertThat(read(graph.stream(input(1), t, StreamMode.TASKS)))
        .extracting(
            event -> ((TaskEvent) event.data()).node() + " " + ((TaskEvent) event.data()).phase())
        .containsExactly(
            "a " + Phase.STARTED,
            "a " + Phase.FINISHED,
            "ask " + Phase.STARTED,
            "ask " + Phase.PAUSED);
  }

  @Test
  void checkpointsTellTheirStepAndWhatIsNext() {
    assertThat(read(graph.stream(input(1), t, StreamMode.CHECKPOINTS)))
        .extracting(event -> (StateSnapshot<?>) event.data())
        .extracting(StateSnapshot::step, StateSnapshot::next)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(-1, List.of(START)),
            org.assertj.core.groups.Tuple.tuple(0, List.of("a")),
            org.assertj.core.groups.Tuple.tuple(1, List.of("ask")));
    assertThat(read(graph.stream(resume(1), t, StreamMode.DEBUG)))
        .extracting(event -> ((StreamEvent.DebugEvent) event.data()).step())
        .containsExactly(1, 2, 2, 2);
  }

  /** LangGraph: the checkpoint of an input does not hold the input yet. */
  @Test
  void theCheckpointOfAnInputShowsTheStateBeforeIt() {
    StreamEvent first = read(graph.stream(input(7), t, StreamMode.CHECKPOINTS)).get(0);
    StateSnapshot<?> snapshot = (StateSnapshot<?>) first.data();
    assertThat(snapshot.step()).isEqualTo(-1);
    assertThat(snapshot.values()).isEqualTo(new S(0, null, List.of()));
  }

  /** p and q ask, a writes, all in one superstep. */
  private CompiledGraph<S> sideBySide() {
    return graph()
        .addNode("a", s -> log("a"))
        .addNode("p", s -> log("p=" + interrupt("p?")))
        .addNode("q", s -> log("q=" + interrupt("q?")))
        .addEdge(START, "a")
        .addEdge(START, "p")
        .addEdge(START, "q")
        .compile(in(store));
  }

  /** LangGraph: one event per task, on the state the superstep began with; then what others did. */
  @Test
  void eachAskingTaskTellsItsOwnQuestionAndTheLastValuesWhatTheOthersWrote() {
    List<StreamEvent> events = read(sideBySide().stream(input(1), t, StreamMode.VALUES));
    assertThat(events)
        .extracting(StreamEvent::data)
        .containsExactly(
            new S(1, null, List.of()),
            new S(1, null, List.of()),
            new S(1, null, List.of()),
            new S(1, null, List.of("a")));
    assertThat(events)
        .extracting(event -> event.interrupts().stream().map(Interrupt::value).toList())
        .containsExactly(List.of(), List.of("p?"), List.of("q?"), List.of());
  }

  /** LangGraph marks it with the same metadata. */
  @Test
  void aContinuedRunTellsTheUpdatesItHasAlready() {
    CompiledGraph<S> graph = sideBySide();
    String p = graph.invoke(input(1), t).interrupts().get(0).id();
    assertThat(read(graph.stream(Fermata.resumeAll(Map.of(p, 1)), t)))
        .extracting(StreamEvent::data)
        .containsExactly(
            Map.of("a", Map.of("log", List.of("a")), "__metadata__", Map.of("cached", true)),
            Map.of("p", Map.of("log", List.of("p=1"))),
            Map.of());
  }

  @Test
  void aStopIsAnUpdateWithoutQuestions() {
    CompiledGraph<S> stops = Graphs.chain(new Hits()).compile(in(store).interruptBefore("ask"));
    assertThat(read(stops.stream(input(1), t)))
        .containsExactly(updates(Map.of("a", Map.of("log", List.of("a1")))), updates(Map.of()));
  }

  @Test
  void aSuperstepThatWroteNothingTellsNoValues() {
    CompiledGraph<S> idle =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("idle", s -> Fermata.none())
            .addEdge(START, "a")
            .addEdge("a", "idle")
            .compile(in(store));
    assertThat(read(idle.stream(input(1), t, StreamMode.VALUES)))
        .containsExactly(values(new S(1, null, List.of())), values(new S(1, null, List.of("a"))));
  }

  @Test
  void subgraphsTellWhenAskedTo() {
    CompiledGraph<S> parent =
        graph().addNode("sub", graph).addEdge(START, "sub").compile(in(store));
    RunnableConfig all = thread("u").withSubgraphs(true);
    List<StreamEvent> events = read(parent.stream(input(1), all));
    assertThat(events).hasSize(3);
    assertThat(events.get(0).namespace()).startsWith("sub:");
    assertThat(events.get(0).data()).isEqualTo(Map.of("a", Map.of("log", List.of("a"))));
    assertThat(events.get(1).interrupts()).hasSize(1);
    assertThat(events.get(2).namespace()).isEmpty();
    assertThat(events.get(2).interrupts()).isEqualTo(events.get(1).interrupts());
    assertThat(read(parent.stream(resume("v"), thread("u"))))
        .extracting(StreamEvent::namespace)
        .containsExactly("");
  }

  @Test
  void theReaderGetsTheRunsErrorAfterItsEvents() {
    CompiledGraph<S> failing =
        graph()
            .addNode("a", s -> log("a"))
            .addNode(
                "bad",
                s -> {
                  throw new IllegalStateException("boom");
                })
            .addEdge(START, "a")
            .addEdge("a", "bad")
            .compile(in(store));
    try (GraphStream<S> stream = failing.stream(input(1), thread("f"))) {
      Iterator<StreamEvent> events = stream.iterator();
      assertThat(events.next().data()).isEqualTo(Map.of("a", Map.of("log", List.of("a"))));
      assertThatThrownBy(events::hasNext).isInstanceOf(GraphException.NodeFailed.class);
    }
  }

  @Test
  void theOutputIsThereAfterTheLastEvent() {
    try (GraphStream<S> stream = graph.stream(input(1), t)) {
      stream.forEach(event -> {});
      assertThat(stream.output().orElseThrow().isInterrupted()).isTrue();
    }
  }

  @Test
  void closingEarlyStopsTheRunAndKeepsItsCheckpoint() {
    CompiledGraph<S> slow =
        graph()
            .addNode("a", s -> log("a"))
            .addNode(
                "slow",
                s -> {
                  Thread.sleep(60_000);
                  return log("slow");
                })
            .addEdge(START, "a")
            .addEdge("a", "slow")
            .compile(in(store));
    try (GraphStream<S> stream = slow.stream(input(1), thread("c"))) {
      stream.iterator().next();
    }
    assertThat(slow.getState(thread("c")).next()).containsExactly("slow");
  }
}
