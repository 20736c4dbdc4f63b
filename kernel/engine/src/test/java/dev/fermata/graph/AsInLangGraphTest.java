// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.none;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.send;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static dev.fermata.graph.Graphs.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What LangGraph 1.2.22 was seen to do in corners of its model, kept or, where a comment says so,
 * left on purpose: those stand in "Coming from LangGraph", too.
 */
class AsInLangGraphTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  private static NodeOptions deferred() {
    return NodeOptions.defaults().deferUntilLast();
  }

  private static Node<S> asks(String node) {
    return s -> log(node + "=" + interrupt("q of " + node));
  }

  private static Map<String, Object> all(GraphOutput<S> asked, Object answer) {
    Map<String, Object> answers = new HashMap<>();
    asked.interrupts().forEach(question -> answers.put(question.id(), answer));
    return answers;
  }

  @Test
  void aDeferredNodeRunsBesideTasksThatWereSentAndAgainBehindThem() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> send("w", input(1)).and(send("w", input(2))).and(log("a")))
            .addNode("w", s -> log("w%s=%s".formatted(s.x(), interrupt("q" + s.x()))))
            .addNode("d", deferred(), s -> log("d"))
            .addEdge(START, "a")
            .addEdge("a", "d")
            .addEdge("w", "d")
            .compile(in(store));
    GraphOutput<S> asked = graph.invoke(input(0), t);
    assertThat(asked.value().log()).containsExactly("a", "d");
    assertThat(asked.next()).containsExactly("w", "w");
    assertThat(graph.invoke(resumeAll(all(asked, "A")), t).value().log())
        .containsExactly("a", "d", "w1=A", "w2=A", "d");
  }

  /** {@code a} defers c, or arrives at the join before it, while b is on its way to ask. */
  private CompiledGraph<S> pending(boolean defers) {
    StateGraph<S> graph =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("b0", s -> log("b0"))
            .addNode("b", asks("b"))
            .addNode("c", defers ? deferred() : NodeOptions.defaults(), s -> log("c"))
            .addConditionalEdges(START, s -> s.x() == 0 ? List.of("a", "b0") : "b0")
            .addEdge("b0", "b");
    return defers
        ? graph.addEdge("a", "c").compile(in(store))
        : graph.addEdge(List.of("a", "b"), "c").compile(in(store));
  }

  @Test
  void aNewInputLeavesADeferredNodeAndAHalfFilledJoinAsTheyAre() {
    for (boolean defers : new boolean[] {true, false}) {
      CompiledGraph<S> graph = pending(defers);
      RunnableConfig own = thread("t " + defers);
      graph.invoke(input(0), own);
      assertThat(graph.invoke(input(1), own).value().log()).containsExactly("a", "b0", "b0");
      assertThat(graph.invoke(resume("v"), own).value().log())
          .containsExactly("a", "b0", "b0", "b=v", "c");
      graph.invoke(input(1), own);
      assertThat(graph.invoke(resume("w"), own).value().log())
          .as("once")
          .endsWith("c", "b0", "b=w");
    }
  }

  @Test
  void aJoinIsFilledByTwoRunsOfOneThread() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("b", s -> log("b"))
            .addNode("c", s -> log("c"))
            .addConditionalEdges(START, s -> s.x() == 0 ? "a" : "b")
            .addEdge(List.of("a", "b"), "c")
            .compile(in(store));
    assertThat(graph.invoke(input(0), t).value().log()).containsExactly("a");
    assertThat(graph.invoke(input(1), t).value().log()).containsExactly("a", "b", "c");
  }

  @Test
  void aNewInputFindsNothingOfNodesThatTheGraphNoLongerHas() {
    pending(true).invoke(input(0), t);
    CompiledGraph<S> edited =
        graph().addNode("a", s -> log("only")).addEdge(START, "a").compile(in(store));
    assertThat(edited.invoke(input(0), t).value().log()).containsExactly("a", "b0", "only");
    RunnableConfig u = thread("u");
    pending(false).invoke(input(0), u);
    assertThat(edited.invoke(input(0), u).value().log()).containsExactly("a", "b0", "only");
  }

  @Test
  void anUpdateThatEndsTheRunLeavesWhatWasDeferredToItsEnd() {
    CompiledGraph<S> graph = pending(true);
    graph.invoke(input(0), t);
    graph.updateState(t, none(), END);
    assertThat(graph.getState(t).next()).containsExactly("c");
    assertThat(graph.invoke(t).value().log()).containsExactly("a", "b0", "c");
  }

  private StateGraph<S> besideAQuestion() {
    return graph()
        .addNode("a", asks("a"))
        .addNode("f", s -> log("f"))
        .addNode("g", s -> log("g"))
        .addEdge(START, "a")
        .addEdge(START, "f")
        .addEdge("f", "g");
  }

  @Test
  void anUpdateThatEndsTheRunLetsWhatHasFinishedGoOn() {
    CompiledGraph<S> graph = besideAQuestion().compile(in(store));
    graph.invoke(input(0), t);
    graph.updateState(t, none(), END);
    assertThat(graph.getState(t).values().log()).containsExactly("f");
    assertThat(graph.getState(t).next()).containsExactly("g");
  }

  @Test
  void aStopBehindANodeThatFinishedBesideAQuestionHoldsAfterTheAnswer() {
    CompiledGraph<S> graph = besideAQuestion().compile(in(store).interruptAfter("f"));
    assertThat(graph.invoke(input(0), t).next()).containsExactly("a");
    GraphOutput<S> stopped = graph.invoke(resume("v"), t);
    assertThat(stopped.next()).containsExactly("g");
    assertThat(stopped.value().log()).containsExactly("a=v", "f");
    assertThat(graph.invoke(t).value().log()).containsExactly("a=v", "f", "g");
  }

  private CompiledGraph<S> asksLast() {
    return graph()
        .addNode("a", s -> log("a"))
        .addNode("c", s -> log("c"))
        .addNode("d", deferred(), asks("d"))
        .addEdge(START, "a")
        .addEdge(START, "d")
        .addEdge("a", "c")
        .compile(in(store));
  }

  @Test
  void anUpdateAsAnEarlierNodeKeepsADeferredNodeDue() {
    CompiledGraph<S> graph = asksLast();
    graph.invoke(input(0), t);
    graph.updateState(t, set(S::x).to(1), "a");
    assertThat(graph.getState(t).next()).containsExactly("c", "d");
  }

  /** LangGraph asks the deferred node again: what was said on its behalf counts here. */
  @Test
  void anUpdateAsTheAskingDeferredNodeAnswersOnItsBehalf() {
    CompiledGraph<S> graph = asksLast();
    graph.invoke(input(0), t);
    graph.updateState(t, log("by hand"), "d");
    assertThat(graph.getState(t).next()).isEmpty();
  }

  @Test
  void aCommandWithoutAnAnswerBeginsAThread() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    GraphOutput<S> asked = graph.invoke(set(S::x).to(5).thenGoTo("c"), t);
    assertThat(asked.interrupts()).extracting(Interrupt::value).containsExactly("q x=5");
    assertThat(asked.value().log()).containsExactly("a5", "c");
    assertThat(graph.getStateHistory(t).map(StateSnapshot::next))
        .containsExactly(List.of("ask"), List.of("a", "c"), List.of(START));
    assertThat(graph.invoke(send("c", input(1)), thread("sent")).value().log())
        .containsExactly("a0", "c");
  }

  /** LangGraph applies the update twice: as an input, and as an update. */
  @Test
  void anUpdateThatBeginsAThreadIsAppliedOnce() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    assertThat(graph.invoke(log("begun"), t).value().log()).containsExactly("begun", "a0");
  }

  @Test
  void anUpdateAtAnOldCheckpointForksAndAsksAnew() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    GraphOutput<S> asked = graph.invoke(input(1), t);
    graph.invoke(resume("v"), t);
    GraphOutput<S> fork = graph.invoke(set(S::x).to(9), asked.config());
    assertThat(fork.interrupts()).extracting(Interrupt::value).containsExactly("q x=9");
    assertThat(graph.getState(t).source()).isEqualTo(Source.FORK);
    assertThat(graph.invoke(resume("w"), t).value().log()).containsExactly("a1", "ask=w", "c");
    assertThat(graph.invoke(goTo("c"), asked.config()).value().log()).containsExactly("a1", "c");
  }

  @Test
  void aReplayKeepsWhatACommandChangedAtItsCheckpoint() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    GraphOutput<S> asked = graph.invoke(input(1), t);
    graph.invoke(Fermata.<S>resume("v").and(set(S::x).to(9)).thenGoTo("c"), t);
    GraphOutput<S> replay = graph.invoke(asked.config());
    assertThat(replay.interrupts()).extracting(Interrupt::value).containsExactly("q x=9");
    assertThat(replay.value().log()).containsExactly("a1", "c");
  }

  /** LangGraph forks, and forgets the answers that were given there. */
  @Test
  void theLatestCheckpointMayBeNamedAndGoesOnWithTheAnswersItHas() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", asks("a"))
            .addNode("b", asks("b"))
            .addEdge(START, "a")
            .addEdge(START, "b")
            .compile(in(store));
    GraphOutput<S> asked = graph.invoke(input(0), t);
    graph.invoke(resumeAll(Map.of(asked.interrupts().get(0).id(), "A")), t);
    GraphOutput<S> again = graph.invoke(graph.getState(t).config());
    assertThat(again.value().log()).containsExactly("a=A");
    assertThat(again.interrupts()).containsExactly(asked.interrupts().get(1));
  }

  /** LangGraph asks again: there the update acts as the node that ran last. */
  @Test
  void anUpdateAfterOneOnBehalfOfTheAskingNodeDoesNotTakeItBack() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    graph.invoke(input(1), t);
    graph.updateState(t, set(S::y).to("by hand"), "ask");
    graph.updateState(t, set(S::x).to(2));
    assertThat(graph.getState(t).next()).containsExactly("c");
  }

  /** LangGraph gives the answer to the next question, too. */
  @Test
  void continuingAfterAnAnswerAsksTheNextQuestion() {
    CompiledGraph<S> graph =
        graph()
            .addNode("n", s -> log(interrupt("q1") + " " + interrupt("q2")))
            .addEdge(START, "n")
            .compile(in(store));
    graph.invoke(input(0), t);
    graph.invoke(resume("v"), t);
    assertThat(graph.invoke(t).interrupts()).extracting(Interrupt::value).containsExactly("q2");
  }

  /** LangGraph: the one that failed first by the clock. */
  @Test
  void ofTwoFailuresTheFirstInTheOrderOfTasksIsReported() {
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "a",
                s -> {
                  while (hits.count("b") == 0) {
                    Thread.onSpinWait();
                  }
                  throw new IllegalStateException("later");
                })
            .addNode(
                "b",
                s -> {
                  hits.hit("b");
                  throw new IllegalStateException("sooner");
                })
            .addEdge(START, "a")
            .addEdge(START, "b")
            .compile(in(store));
    assertThatThrownBy(() -> graph.invoke(input(0), t))
        .hasMessageContaining("\"a\"")
        .hasMessageContaining("later")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void aStaticStopInASubgraphStopsTheGraphAboveEachTime() {
    CompiledGraph<S> inner =
        Graphs.chain(hits)
            .compile(CompileOptions.defaults().interruptBefore("ask", "c").interruptAfter("c"));
    CompiledGraph<S> graph = graph().addNode("sub", inner).addEdge(START, "sub").compile(in(store));
    GraphOutput<S> stopped = graph.invoke(input(1), t);
    assertThat(stopped.isStopped()).isTrue();
    assertThat(stopped.next()).containsExactly("sub");
    assertThat(graph.invoke(t).interrupts()).extracting(Interrupt::value).containsExactly("q x=1");
    assertThat(graph.invoke(resume("v"), t).isStopped()).isTrue();
    assertThat(graph.invoke(t).isStopped()).as("after c").isTrue();
    GraphOutput<S> end = graph.invoke(t);
    assertThat(end.isStopped()).isFalse();
    assertThat(end.value().log()).containsExactly("a1", "ask=v", "c");
  }
}
