// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.CompileOptions.Checkpoints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link OddProgramsTest}: subgraphs in odd places. */
class OddSubgraphsTest extends OddPrograms {
  /** root, mid, leaf; the leaf asks twice. */
  private CompiledGraph<S> threeLevels(Checkpoints middle, Checkpoints lowest) {
    CompiledGraph<S> leaf =
        graph()
            .addNode("l0", logs("l0"))
            .addNode("l", asks("l", "q1", "q2"))
            .addEdge(START, "l0")
            .addEdge("l0", "l")
            .compile(CompileOptions.defaults().withCheckpoints(lowest));
    CompiledGraph<S> mid =
        graph()
            .addNode("m0", logs("m0"))
            .addNode("leaf", leaf)
            .addEdge(START, "m0")
            .addEdge("m0", "leaf")
            .compile(CompileOptions.defaults().withCheckpoints(middle));
    return graph()
        .addNode("mid", mid)
        .addNode("end", logs("end"))
        .addEdge(START, "mid")
        .addEdge("mid", "end")
        .compile(in());
  }

  @Test
  void threeLevelsThatInheritCheckpointsRepeatOnlyTheAskingNode() {
    CompiledGraph<S> root = threeLevels(Checkpoints.INHERITED, Checkpoints.INHERITED);
    assertThat(asked(root.invoke(input(0, "i"), t))).containsExactly("q1");
    assertThat(asked(root.invoke(resume("A"), t))).containsExactly("q2");
    GraphOutput<S> end = root.invoke(resume("B"), t);
    assertThat(end.value().log()).containsExactly("i", "i", "m0", "i", "m0", "l0", "l:A,B", "end");
    assertThat(root.getState(t).step()).isEqualTo(2);
    assertThat(asked(root.invoke(input(1), t))).containsExactly("q1");
    assertThat(root.getState(t).step()).isEqualTo(4);
    root.invoke(resume("C"), t);
    assertThat(root.invoke(resume("D"), t).value().log()).hasSize(29);
    assertThat(hits).hasToString("{end=2, l=6, l0=2, m0=2}");
  }

  /** How long the log is tells what each level remembers. */
  @ParameterizedTest
  @EnumSource(
      value = Checkpoints.class,
      names = {"INHERITED", "OWN"})
  void levelsWithCheckpointsOfTheirOwnRememberWhatTheyDid(Checkpoints lowest) {
    CompiledGraph<S> root = threeLevels(Checkpoints.OWN, lowest);
    runTwice(root);
    List<String> log = root.getState(t).values().log();
    assertThat(log).endsWith("m0", "l0", "l:C,D", "end");
    assertThat(log).hasSize(lowest == Checkpoints.OWN ? 45 : 41);
    assertThat(hits).hasToString("{end=2, l=6, l0=2, m0=2}");
  }

  private void runTwice(CompiledGraph<S> root) {
    root.invoke(input(0, "i"), t);
    root.invoke(resume("A"), t);
    root.invoke(resume("B"), t);
    root.invoke(input(1), t);
    root.invoke(resume("C"), t);
    root.invoke(resume("D"), t);
  }

  /** LangGraph asks the second question for ever: the answers of such a graph have no home. */
  @ParameterizedTest
  @EnumSource(Checkpoints.class)
  void aLevelWithoutCheckpointsRunsAgainFromItsStartAndKeepsItsAnswers(Checkpoints lowest) {
    CompiledGraph<S> root = threeLevels(Checkpoints.NONE, lowest);
    assertThat(asked(root.invoke(input(0, "i"), t))).containsExactly("q1");
    assertThat(asked(root.invoke(resume("A"), t))).containsExactly("q2");
    assertThat(hits).hasToString("{l=2, l0=2, m0=2}");
    assertThat(root.invoke(resume("B"), t).value().log()).endsWith("l0", "l:A,B", "end");
  }

  @Test
  void aStarInASubgraphStopsBeforeEachOfItsNodes() {
    CompiledGraph<S> inner =
        graph()
            .addNode("a", logs("a"))
            .addNode("ask", asks("ask", "q"))
            .addNode("c", logs("c"))
            .addEdge(START, "a")
            .addEdge("a", "ask")
            .addEdge("ask", "c")
            .addEdge("c", END)
            .compile(CompileOptions.defaults().interruptBefore("*"));
    CompiledGraph<S> graph =
        graph().addNode("sub", inner).addEdge(START, "sub").compile(in().interruptAfter("*"));
    assertThat(graph.invoke(input(1), t).isStopped()).isTrue();
    assertThat(graph.invoke(t).next()).containsExactly("sub");
    assertThat(asked(graph.invoke(t))).containsExactly("q");
    GraphOutput<S> stopped = graph.invoke(resume("v"), t);
    assertThat(stopped.value().log()).isEmpty();
    assertThat(stopped.next()).containsExactly("sub");
    GraphOutput<S> end = graph.invoke(t);
    assertThat(end.value().log()).containsExactly("a", "ask:v", "c");
    assertThat(end.next()).isEmpty();
  }

  private CompiledGraph<S> fanOut() {
    CompiledGraph<S> sub =
        graph()
            .addNode("s0", s -> hits.of("s0", log("s0 " + s.x())))
            .addNode("s", s -> log("s %s:%s".formatted(s.x(), interrupt("q " + s.x()))))
            .addEdge(START, "s0")
            .addEdge("s0", "s")
            .compile();
    return graph()
        .addNode(
            "a",
            s ->
                Fermata.<S>send("sub", input(1, "one"))
                    .and(send("sub", Map.of("x", 2)))
                    .and(log("a")))
        .addNode("sub", sub)
        .addNode("z", logs("z"))
        .addEdge(START, "a")
        .addEdge("sub", "z")
        .compile(in());
  }

  @Test
  void aSubgraphIsSentToTwiceAndAnsweredOneByOne() {
    CompiledGraph<S> graph = fanOut();
    GraphOutput<S> both = graph.invoke(input(0), t);
    assertThat(asked(both)).containsExactly("q 1", "q 2");
    assertThat(both.next()).containsExactly("sub", "sub");
    GraphOutput<S> one = graph.invoke(resumeAll(Map.of(id(both, "q 2"), "B")), t);
    assertThat(one.value()).isEqualTo(new S(2, null, List.of("a", "s0 2", "s 2:B")));
    assertThat(one.interrupts()).containsExactly(both.interrupts().get(0));
    GraphOutput<S> end = graph.invoke(resume("A"), t);
    assertThat(end.value())
        .isEqualTo(new S(2, null, List.of("a", "one", "s0 1", "s 1:A", "s0 2", "s 2:B", "z")));
    assertThat(hits.count("s0")).isEqualTo(2);
  }

  @Test
  void aResumedNodeOfASubgraphSpeaksToTheGraphAbove() {
    CompiledGraph<S> sub =
        graph()
            .addNode("s0", logs("s0"))
            .addNode(
                "n",
                s -> {
                  hits.hit("n");
                  String where = (String) interrupt("where?");
                  return log("n to " + where)
                      .set(S::x)
                      .to(5)
                      .and(Fermata.<S>goTo(where))
                      .and(send("w", input(7)))
                      .toParent();
                })
            .addNode("after", logs("after"))
            .addEdge(START, "s0")
            .addEdge("s0", "n")
            .addEdge("n", "after")
            .compile();
    CompiledGraph<S> graph =
        graph()
            .addNode("sub", sub)
            .addNode("p", asks("p", "sure?"))
            .addNode("static", logs("static"))
            .addNode("w", s -> log("w" + s.x()))
            .addEdge(START, "sub")
            .addEdge("sub", "static")
            .compile(in());
    assertThat(asked(graph.invoke(input(0), t))).containsExactly("where?");
    GraphOutput<S> sent = graph.invoke(resume("p"), t);
    assertThat(asked(sent)).containsExactly("sure?");
    assertThat(sent.value()).isEqualTo(new S(5, null, List.of("n to p", "static", "w7")));
    assertThat(graph.invoke(resume("yes"), t).value().log())
        .containsExactly("n to p", "p:yes", "static", "w7");
    assertThat(hits).hasToString("{n=2, p=2, s0=1, static=1}");
  }

  private CompiledGraph<S> twoInside() {
    CompiledGraph<S> sub =
        graph()
            .addNode("s0", logs("s0"))
            .addNode("s", asks("s", "q"))
            .addNode("s2", asks("s2", "q2"))
            .addEdge(START, "s0")
            .addEdge("s0", "s")
            .addEdge("s", "s2")
            .compile();
    return graph()
        .addNode("sub", sub)
        .addNode("z", logs("z"))
        .addEdge(START, "sub")
        .addEdge("sub", "z")
        .compile(in());
  }

  @Test
  void aNodeInsideASubgraphIsAnsweredForByAnUpdate() {
    CompiledGraph<S> graph = twoInside();
    graph.invoke(input(0), t);
    StateSnapshot<?> below = graph.getState(t).tasks().get(0).state();
    graph.updateState(below.config(), log("by hand"), "s");
    below = graph.getState(t).tasks().get(0).state();
    assertThat(below.next()).containsExactly("s2");
    assertThat(asked(graph.invoke(t))).containsExactly("q2");
    assertThat(graph.invoke(resume("B"), t).value().log())
        .containsExactly("s0", "by hand", "s2:B", "z");
    assertThat(hits).hasToString("{s=1, s0=1, s2=2, z=1}");
  }

  @Test
  void aWholeSubgraphIsAnsweredForByAnUpdate() {
    CompiledGraph<S> graph = twoInside();
    graph.invoke(input(0), t);
    graph.updateState(t, log("whole"), "sub");
    assertThat(graph.getState(t).next()).containsExactly("z");
    assertThat(graph.invoke(t).value().log()).containsExactly("whole", "z");
  }

  record In(Object x) {}

  record Out(List<String> log) {}

  @Test
  void privateChannelsOfASubgraphStayPrivateOverAPause() {
    CompiledGraph<S> sub =
        graph()
            .input(In.class)
            .output(Out.class)
            .addNode(
                "s",
                s ->
                    log("s x=%s y=%s log=%s:%s".formatted(s.x(), s.y(), s.log(), interrupt("q")))
                        .set(S::y)
                        .to("private")
                        .set(S::x)
                        .to(99))
            .addNode("s2", s -> log("s2 y=" + s.y()))
            .addEdge(START, "s")
            .addEdge("s", "s2")
            .compile();
    CompiledGraph<S> graph =
        graph()
            .input(In.class)
            .output(Out.class)
            .addNode("a", s -> log("a").set(S::y).to("outer"))
            .addNode("sub", sub)
            .addNode("z", s -> log("z x=%s y=%s".formatted(s.x(), s.y())))
            .addEdge(START, "a")
            .addEdge("a", "sub")
            .addEdge("sub", "z")
            .compile(in());
    GraphOutput<S> paused = graph.invoke(input(1), t);
    assertThat(paused.value()).isEqualTo(new S(null, null, List.of("a")));
    assertThat(graph.getState(t).values()).isEqualTo(new S(1, "outer", List.of("a")));
    assertThat(graph.invoke(resume("v"), t).value().log())
        .containsExactly("a", "s x=1 y=null log=[]:v", "s2 y=private", "z x=1 y=outer");
    assertThat(graph.getState(t).values().y()).isEqualTo("outer");
  }
}
