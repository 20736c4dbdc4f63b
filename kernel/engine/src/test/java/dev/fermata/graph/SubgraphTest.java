// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static dev.fermata.graph.Graphs.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.CompileOptions.Checkpoints;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs inside graphs, as nodes and called as functions: semantics §1.11, §1.15 and §1.20. */
class SubgraphTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  /** {@code s1 -> s2}; s2 asks. */
  private StateGraph<S> child() {
    return graph()
        .addNode("s1", s -> hits.of("s1", log("s1")))
        .addNode(
            "s2",
            s -> {
              hits.hit("s2");
              Object answer = interrupt("sub? x=" + s.x());
              return set(S::y).to(answer).set(S::log).to(List.of("s2=" + answer));
            })
        .addEdge(START, "s1")
        .addEdge("s1", "s2");
  }

  /** In EXIT nothing of the subgraph is stored before its question. */
  @ParameterizedTest
  @EnumSource
  void aQuestionOfASubgraphIsAnsweredInEveryDurability(Durability mode) {
    CompiledGraph<S> below = child().compile();
    CompiledGraph<S> graph =
        graph()
            .addNode("sub", child().compile())
            .addNode("calls", s -> log("called " + below.invoke(input(2)).value().y()))
            .addEdge(START, "sub")
            .addEdge("sub", "calls")
            .compile(in(store));
    RunnableConfig config = t.withDurability(mode);
    graph.invoke(input(1), config);
    assertThat(Threads.pending(store, "t")).hasSize(1);
    graph.invoke(resume("v"), config);
    assertThat(graph.invoke(resume("w"), config).value().log())
        .containsExactly("s1", "s2=v", "called w");
  }

  @Test
  void aSubgraphAsANodePausesItsParentAndItsFinishedNodesDoNotRepeat() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("sub", child().compile())
            .addNode("z", s -> log("z"))
            .addEdge(START, "a")
            .addEdge("a", "sub")
            .addEdge("sub", "z")
            .compile(in(store));
    GraphOutput<S> paused = graph.invoke(input(1), t);
    assertThat(paused.value().log()).containsExactly("a");
    assertThat(paused.next()).containsExactly("sub");
    Interrupt asked = paused.interrupts().get(0);
    assertThat(asked.node()).isEqualTo("s2");
    assertThat(Threads.pending(store, "t")).containsExactly(asked);
    StateSnapshot<S> state = graph.getState(t);
    assertThat(state.interrupts()).containsExactly(asked);
    StateSnapshot<?> below = state.tasks().get(0).state();
    assertThat(below.next()).containsExactly("s2");
    assertThat(below.step()).isEqualTo(1);
    assertThat(((S) below.values()).log()).containsExactly("a", "s1");
    assertThat(below.interrupts()).containsExactly(asked);

    assertThat(graph.invoke(resume("v"), t).value())
        .isEqualTo(new S(1, "v", List.of("a", "a", "s1", "s2=v", "z")));
    assertThat(hits).hasToString("{s1=1, s2=2}");
  }

  private CompiledGraph<S> calling(Checkpoints mode) {
    CompiledGraph<S> sub = child().compile(CompileOptions.defaults().withCheckpoints(mode));
    return graph()
        .addNode(
            "p",
            s -> {
              hits.hit("p");
              S inner = sub.invoke(input(s.x())).value();
              return set(S::y).to(inner.log());
            })
        .addEdge(START, "p")
        .compile(in(store));
  }

  @Test
  void aSubgraphCalledAsAFunctionRestartsTheCallingNodeOnly() {
    CompiledGraph<S> graph = calling(Checkpoints.INHERITED);
    graph.invoke(input(1), t);
    assertThat(graph.getState(t).tasks().get(0).state().next()).containsExactly("s2");
    assertThat(graph.invoke(resume("Bob"), t).value().y()).isEqualTo(List.of("s1", "s2=Bob"));
    assertThat(hits).hasToString("{p=2, s1=1, s2=2}");
  }

  @Test
  void aSubgraphWithoutCheckpointsStartsAgain() {
    CompiledGraph<S> graph = calling(Checkpoints.NONE);
    for (int run = 1; run <= 2; run++) {
      graph.invoke(input(run), t);
      assertThat(graph.invoke(resume("v" + run), t).value().y())
          .isEqualTo(List.of("s1", "s2=v" + run));
    }
    assertThat(hits).hasToString("{p=4, s1=4, s2=4}");
  }

  @Test
  void aSubgraphWithItsOwnCheckpointsKeepsItsStateOverRuns() {
    CompiledGraph<S> graph = calling(Checkpoints.OWN);
    graph.invoke(input(1), t);
    graph.invoke(resume("v1"), t);
    graph.invoke(input(2), t);
    assertThat(graph.invoke(resume("v2"), t).value().y())
        .isEqualTo(List.of("s1", "s2=v1", "s1", "s2=v2"));
    assertThat(hits).hasToString("{p=4, s1=2, s2=4}");
  }

  @Test
  void twoCallsInOneNodeAskOneAfterTheOther() {
    CompiledGraph<S> sub = child().compile();
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "p",
                s -> {
                  hits.hit("p");
                  return set(S::y)
                      .to(
                          List.of(
                              sub.invoke(input(1)).value().y(), sub.invoke(input(2)).value().y()));
                })
            .addEdge(START, "p")
            .compile(in(store));
    String first = graph.invoke(input(0), t).interrupts().get(0).id();
    GraphOutput<S> second = graph.invoke(resume("A"), t);
    assertThat(second.interrupts().get(0).value()).isEqualTo("sub? x=2");
    assertThat(second.interrupts().get(0).id()).isNotEqualTo(first);
    assertThat(graph.invoke(resume("B"), t).value().y()).isEqualTo(List.of("A", "B"));
    assertThat(hits).hasToString("{p=3, s1=2, s2=4}");
  }

  @Test
  void threeLevelsBubbleUpAndEachFinishedNodeRunsOnce() {
    CompiledGraph<S> middle =
        graph()
            .addNode("m1", s -> hits.of("m1", log("m1")))
            .addNode("inner", child().compile())
            .addEdge(START, "m1")
            .addEdge("m1", "inner")
            .compile();
    CompiledGraph<S> graph =
        graph().addNode("outer", middle).addEdge(START, "outer").compile(in(store));
    Interrupt asked = graph.invoke(input(1), t).interrupts().get(0);
    assertThat(asked.namespace()).startsWith("outer:").contains("|inner:");
    assertThat(graph.invoke(t).interrupts()).containsExactly(asked);
    assertThat(graph.invoke(resumeAll(Map.of(asked.id(), "v")), t).value().y()).isEqualTo("v");
    assertThat(hits).hasToString("{m1=1, s1=1, s2=3}");
  }

  @Test
  void subgraphsSideBySideMayShareAnUnchangedChannel() {
    CompiledGraph<S> graph =
        graph()
            .addNode("left", child().compile())
            .addNode(
                "right",
                graph()
                    .addNode("r", s -> log("r=" + interrupt("right?")))
                    .addEdge(START, "r")
                    .compile())
            .addEdge(START, "left")
            .addEdge(START, "right")
            .compile(in(store));
    List<Interrupt> asked = graph.invoke(input(7), t).interrupts();
    assertThat(asked).extracting(Interrupt::value).containsExactly("sub? x=7", "right?");
    GraphOutput<S> half = graph.invoke(resumeAll(Map.of(asked.get(1).id(), "R")), t);
    assertThat(half.interrupts()).containsExactly(asked.get(0));
    assertThat(graph.invoke(resume("L"), t).value())
        .as("LangGraph refuses it: both write x")
        .isEqualTo(new S(7, "L", List.of("s1", "s2=L", "r=R")));
  }

  @Test
  void aCommandToTheParentRoutesAndUpdatesThere() {
    CompiledGraph<S> sub =
        graph()
            .addNode(
                "s",
                s -> {
                  boolean yes = (boolean) interrupt("sub?");
                  return set(S::y)
                      .to(yes)
                      .set(S::log)
                      .to(List.of("from sub"))
                      .thenGoTo(yes ? "z" : "w")
                      .toParent();
                })
            .addEdge(START, "s")
            .compile();
    CompiledGraph<S> graph =
        graph()
            .addNode("sub", sub)
            .addNode("z", s -> log("z"))
            .addNode("w", s -> log("w"))
            .addEdge(START, "sub")
            .compile(in(store));
    graph.invoke(input(0), t);
    assertThat(graph.invoke(resume(true), t).value())
        .isEqualTo(new S(0, true, List.of("from sub", "z")));
    graph.invoke(input(0), thread("u"));
    assertThat(graph.invoke(resume(false), thread("u")).value().log())
        .containsExactly("from sub", "w");
  }

  @Test
  void aCommandToTheParentAtTheRootIsAnError() {
    CompiledGraph<S> graph =
        graph()
            .addNode("n", s -> Fermata.<S>goTo("x").toParent())
            .addEdge(START, "n")
            .compile(in(store));
    assertThat(catchThrowableOfType(GraphException.class, () -> graph.invoke(input(0), t)).code())
        .isEqualTo("no-parent");
    assertThat(
            catchThrowableOfType(
                    GraphException.class, () -> graph.invoke(Fermata.<S>goTo("n").toParent(), t))
                .code())
        .isEqualTo("no-parent");
  }

  @Test
  void anEditBelowDropsTheQuestionInsteadOfTakingTheOldAnswer() {
    CompiledGraph<S> graph =
        graph().addNode("sub", child().compile()).addEdge(START, "sub").compile(in(store));
    Interrupt old = graph.invoke(input(1), t).interrupts().get(0);
    RunnableConfig below = graph.getState(t).tasks().get(0).state().config();
    graph.updateState(below, set(S::x).to(5));
    assertThat(graph.getState(t).tasks().get(0).state().source()).isEqualTo(Source.UPDATE);
    assertThat(
            catchThrowableOfType(
                    GraphException.class, () -> graph.invoke(resumeAll(Map.of(old.id(), "v")), t))
                .code())
        .as("LangGraph approves the edited text with the old answer")
        .isEqualTo("unknown-interrupt");
    Interrupt asked = graph.invoke(t).interrupts().get(0);
    assertThat(asked.value()).isEqualTo("sub? x=5");
    assertThat(asked.id()).isNotEqualTo(old.id());
    assertThat(graph.invoke(resume("v"), t).value())
        .isEqualTo(new S(5, "v", List.of("s1", "s2=v")));
    assertThat(hits.count("s1")).isEqualTo(1);
  }

  @Test
  void aStopInsideASubgraphStopsTheParent() {
    CompiledGraph<S> graph =
        graph()
            .addNode("sub", child().compile(CompileOptions.defaults().interruptBefore("s2")))
            .addEdge(START, "sub")
            .compile(in(store));
    assertThat(graph.invoke(input(1), t).isStopped()).isTrue();
    assertThat(graph.invoke(t).interrupts()).hasSize(1);
    assertThat(graph.invoke(resume("v"), t).value().y()).isEqualTo("v");
    assertThat(hits.count("s1")).isEqualTo(1);
  }

  @Test
  void replayingAStepOfASubgraphRunsFromThatStep() {
    CompiledGraph<S> sub =
        child().addNode("s3", s -> hits.of("s3", log("s3"))).addEdge("s2", "s3").compile();
    CompiledGraph<S> graph = graph().addNode("sub", sub).addEdge(START, "sub").compile(in(store));
    graph.invoke(input(1), t);
    RunnableConfig below = graph.getState(t).tasks().get(0).state().config();
    graph.invoke(resume("v"), t);
    RunnableConfig beforeS3 =
        graph
            .getStateHistory(below.withCheckpoint(null))
            .filter(s -> s.next().equals(List.of("s3")))
            .findFirst()
            .orElseThrow()
            .config();
    GraphOutput<S> replayed = graph.invoke(beforeS3);
    assertThat(replayed.isInterrupted()).as("LangGraph starts the subgraph again").isFalse();
    assertThat(replayed.value().log()).containsExactly("s1", "s2=v", "s3");
    assertThat(hits).hasToString("{s1=1, s2=2, s3=2}");
  }

  @Test
  void aGraphOnItsOwnThreadInsideANodeIsRefused() {
    CompiledGraph<S> other = child().compile(in(store));
    CompiledGraph<S> graph =
        graph()
            .addNode("p", s -> set(S::y).to(other.invoke(input(1), thread("own")).value().y()))
            .addNode("q", s -> goTo("p"))
            .addEdge(START, "p")
            .compile(in(store));
    assertThat(catchThrowableOfType(GraphException.class, () -> graph.invoke(input(0), t)).code())
        .as("LangGraph's parent goes on with half a child")
        .isEqualTo("thread-in-node");
  }
}
