// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.once;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Subgraphs.counted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.Send;
import dev.fermata.graph.StateGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Semantics §1 rules 11 and 15; §2 rows 14 and 16: graphs inside graphs. */
class SemanticsSubgraphsTest extends OnBench {
  private static final RunnableConfig T = thread("t");

  private static StateGraph<Basic> around(CompiledGraph<?> inner) {
    return Basics.graph().addNode("sub", inner).addEdge(START, "sub").addEdge("sub", END);
  }

  /** s1 → s2, which asks its name. */
  private StateGraph<Basic> asking(String name) {
    return Basics.graph()
        .addNode(name + "1", counted(bench, name + "1"))
        .addNode(
            name + "2",
            state -> {
              bench.hit(name + "2");
              return log(name + "=" + interrupt(name + "?"));
            })
        .addEdge(START, name + "1")
        .addEdge(name + "1", name + "2")
        .addEdge(name + "2", END);
  }

  /** E08. */
  @Test
  void aPauseThreeLevelsDownComesUpAndOnlyTheAskingNodeRepeats() {
    var root =
        Basics.graph()
            .addNode("r", counted(bench, "r"))
            .addNode("sub", around(asking("deep").compile("inner")).compile("middle"))
            .addEdge(START, "r")
            .addEdge("r", "sub")
            .addEdge("sub", END);
    var paused = bench.compile(root).invoke(x(0), T);
    assertThat(asked(paused)).containsExactly("deep?");
    var state = bench.compile(root).getState(T);
    assertThat(state.next()).containsExactly("sub");
    var inner = state.tasks().get(0).state().tasks().get(0).state();
    assertThat(inner.next()).containsExactly("deep2");
    bench.restart();
    var finished = bench.compile(root).invoke(resume("v"), T);
    assertThat(finished.value().log()).contains("deep=v");
    assertThat(bench.hits())
        .containsEntry("r", 1)
        .containsEntry("deep1", 1)
        .containsEntry("deep2", 2);
  }

  private record Two(List<String> log, Object left, Object right) {}

  /** E06: in LangGraph parallel subgraphs with a shared key fail. */
  @Test
  void parallelSubgraphsAskSideBySideAndShareAReducedChannel() {
    var graph =
        bench.compile(
            new StateGraph<>(Two.class)
                .reduce(Two::log, append())
                .addNode("left", asking("l").compile("left"))
                .addNode("right", asking("r").compile("right"))
                .addEdge(START, "left")
                .addEdge(START, "right")
                .addEdge("left", END)
                .addEdge("right", END));
    var paused = graph.invoke(new Two(null, null, null), T);
    assertThat(asked(paused)).containsExactly("l?", "r?");
    var answers =
        Map.of(paused.interrupts().get(1).id(), "R", paused.interrupts().get(0).id(), "L");
    assertThat(graph.invoke(resumeAll(answers), T).value().log())
        .containsExactly("l1", "l=L", "r1", "r=R");
  }

  @Test
  void onlyTheAnsweredOfTwoSubgraphsGoesOn() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("left", asking("l").compile("left"))
                .addNode("right", asking("r").compile("right"))
                .addEdge(START, "left")
                .addEdge(START, "right")
                .addEdge("left", END)
                .addEdge("right", END));
    var paused = graph.invoke(new Basic(null, null, null), T);
    var partial = graph.invoke(resumeAll(Map.of(paused.interrupts().get(1).id(), "R")), T);
    assertThat(asked(partial)).containsExactly("l?");
    assertThat(bench.hits("l2")).isEqualTo(1);
    assertThat(graph.invoke(resume("L"), T).value().log())
        .containsExactly("l1", "l=L", "r1", "r=R");
  }

  /** E04. */
  @Test
  void aSubgraphSentSeveralTimesAsksOncePerTask() {
    var inner =
        Basics.one("ask", state -> log(state.x() + "=" + interrupt(state.x()))).compile("inner");
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("fan", logs("fan"))
                .addNode("sub", inner)
                .addConditionalEdges(
                    "fan", state -> List.of(new Send("sub", x("a")), new Send("sub", x("b"))))
                .addEdge(START, "fan")
                .addEdge("sub", END));
    var paused = graph.invoke(new Basic(null, null, null), T);
    assertThat(asked(paused)).containsExactly("a", "b");
    var answers = Map.of(paused.interrupts().get(0).id(), 1, paused.interrupts().get(1).id(), 2);
    assertThat(graph.invoke(resumeAll(answers), T).interrupts()).isEmpty();
  }

  /** E02. */
  @Test
  void aSubgraphThatAsksTwiceKeepsItsFinishedNodes() {
    var inner =
        Basics.graph()
            .addNode("one", state -> counted(bench, "one").run(state))
            .addNode(
                "two",
                state -> {
                  bench.hit("two");
                  return y(List.of(interrupt("first?"), interrupt("second?")));
                })
            .addEdge(START, "one")
            .addEdge("one", "two")
            .addEdge("two", END)
            .compile("inner");
    var graph = bench.compile(around(inner));
    graph.invoke(x(0), T);
    assertThat(asked(graph.invoke(resume("A"), T))).containsExactly("second?");
    assertThat(graph.invoke(resume("B"), T).value().y()).isEqualTo(List.of("A", "B"));
    assertThat(bench.hits()).containsEntry("one", 1).containsEntry("two", 3);
  }

  @Test
  void aSubgraphCalledInALoopAsksOncePerCall() {
    var inner = Basics.one("ask", state -> y(interrupt("item " + state.x()))).compile("inner");
    var graph =
        bench.compile(
            Basics.one(
                "loop",
                state -> {
                  var answers = new ArrayList<Object>();
                  for (int i = 0; i < 3; i++) {
                    answers.add(inner.invoke(x(i)).value().y());
                  }
                  return y(answers);
                }));
    graph.invoke(x(0), T);
    assertThat(asked(graph.invoke(resume("a"), T))).containsExactly("item 1");
    assertThat(asked(graph.invoke(resume("b"), T))).containsExactly("item 2");
    assertThat(graph.invoke(resume("c"), T).value().y()).isEqualTo(List.of("a", "b", "c"));
  }

  /** E10. */
  @Test
  void aStaticStopInsideASubgraphStopsTheParent() {
    var inner = asking("s").compile(CompileOptions.defaults().interruptBefore("s2"));
    var graph = bench.compile(around(inner));
    var stopped = graph.invoke(x(0), T);
    assertThat(stopped.isStopped()).isTrue();
    assertThat(bench.hits("s2")).isZero();
    assertThat(asked(graph.invoke(T))).containsExactly("s?");
    assertThat(graph.invoke(resume("v"), T).value().log()).contains("s=v");
    assertThat(bench.hits("s1")).isEqualTo(1);
  }

  /** G06, E07. */
  @Test
  void aNodeOfASubgraphRoutesInTheParentAndUpdatesItsState() {
    var inner = Basics.one("s", state -> y("from below").thenGoTo("b").toParent()).compile("inner");
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("sub", inner)
                .addNode("a", logs("a"))
                .addNode("b", logs("b"))
                .addEdge(START, "sub")
                .addEdge("a", END)
                .addEdge("b", END));
    var output = graph.invoke(x(0), T);
    assertThat(output.value().log()).containsExactly("b");
    assertThat(output.value().y()).isEqualTo("from below");
  }

  @Test
  void aCommandToTheParentAtTheRootIsRefused() {
    var graph = bench.compile(Basics.one("n", state -> goTo("x").toParent()));
    refused("no-parent", () -> graph.invoke(x(0), T));
  }

  /** L09, row 16: LangGraph starts the subgraph anew. */
  @Test
  void replayingACheckpointOfASubgraphGoesOnFromThatStep() {
    var inner =
        Basics.graph()
            .addNode("s1", counted(bench, "s1"))
            .addNode("s2", state -> y(interrupt("q")))
            .addNode("s3", counted(bench, "s3"))
            .addEdge(START, "s1")
            .addEdge("s1", "s2")
            .addEdge("s2", "s3")
            .addEdge("s3", END)
            .compile("inner");
    var graph = bench.compile(around(inner));
    graph.invoke(x(0), T);
    var level = graph.getState(T).tasks().get(0).state().config();
    graph.invoke(resume("v"), T);
    var beforeS3 =
        graph
            .getStateHistory(level.withCheckpoint(null))
            .filter(snapshot -> snapshot.next().equals(List.of("s3")))
            .findFirst()
            .orElseThrow();
    graph.invoke(beforeS3.config());
    assertThat(bench.hits()).containsEntry("s1", 1).containsEntry("s3", 2);
  }

  /** E11, row 14: in LangGraph the parent goes on as if nothing had been asked. */
  @Test
  void aChildOnAThreadOfItsOwnDoesNotLetTheParentGoOnUnanswered() {
    var child = bench.compile(Basics.one("ask", state -> y(interrupt("child q"))));
    var graph =
        bench.compile(
            Basics.one(
                "p",
                state -> {
                  var answer = child.invoke(x(1), thread("child")).value().y();
                  bench.hit("went on");
                  return y(answer);
                }),
            options -> options.withName("parent"));
    assertThat(refused("thread-in-node", () -> graph.invoke(x(0), T)))
        .hasMessageContaining("as a subgraph");
    assertThat(bench.hits("went on")).isZero();
  }

  /** E09, row 3. */
  @Test
  void anEditInsideAPausedSubgraphAsksTheNewQuestionBeforeItTakesAnAnswer() {
    var inner =
        Basics.one("s", state -> y(List.of(interrupt("sub? x=" + state.x()), state.x())))
            .compile("inner");
    var graph = bench.compile(around(inner));
    graph.invoke(x(1), T);
    var level = graph.getState(T).tasks().get(0).state().config();
    graph.updateState(level, set(Basic::x).to("edited"));
    refused("nothing-pending", () -> graph.invoke(resume("v"), T));
    assertThat(asked(graph.invoke(T))).containsExactly("sub? x=edited");
    assertThat(graph.invoke(resume("v"), T).value().y()).isEqualTo(List.of("v", "edited"));
  }

  private record Seen(String name) {}

  /** K03 for a subgraph: what is private to it does not come up. */
  @Test
  void aSubgraphTakesItsInputsAndGivesBackItsOutputsOnly() {
    var inner =
        new StateGraph<>(Parent.class)
            .input(Seen.class)
            .output(Seen.class)
            .addNode(
                "n",
                state -> set(Parent::name).to("from " + state.total()).set(Parent::total).to(9))
            .addEdge(START, "n")
            .addEdge("n", END)
            .compile("inner");
    var graph =
        bench.compile(
            new StateGraph<>(Parent.class)
                .addNode("sub", inner)
                .addEdge(START, "sub")
                .addEdge("sub", END));
    assertThat(graph.invoke(new Parent("parent", 1), T).value())
        .isEqualTo(new Parent("from null", 1));
  }

  @Test
  void anInputOutsideTheViewIsRefused() {
    var graph =
        bench.compile(
            new StateGraph<>(Parent.class)
                .input(Seen.class)
                .addNode("n", state -> set(Parent::total).to(7))
                .addEdge(START, "n")
                .addEdge("n", END));
    assertThat(refused("not-an-input", () -> graph.invoke(new Parent("a", 5), T)))
        .hasMessageContaining("\"total\"");
    assertThat(refused("not-an-input", () -> graph.invokeJson("{\"total\": 5}", T)))
        .hasMessageContaining("name");
    assertThat(graph.invoke(new Parent("a", null), T).value()).isEqualTo(new Parent("a", 7));
  }

  /** L19. */
  @Test
  void onceInsideASubgraphIsNotRepeated() {
    var inner =
        Basics.one(
                "n",
                state -> {
                  int result =
                      once(
                          "slow",
                          () -> {
                            bench.hit("slow");
                            return 10;
                          });
                  return y(List.of(result, interrupt("q")));
                })
            .compile("inner");
    var graph = bench.compile(around(inner));
    graph.invoke(x(0), T);
    assertThat(graph.invoke(resume("v"), T).value().y()).isEqualTo(List.of(10, "v"));
    assertThat(bench.hits("slow")).isEqualTo(1);
  }

  private record Child(String name, Integer secret) {}

  private record Parent(String name, Integer total) {}

  @Test
  void aSubgraphWithAnotherStateSharesTheChannelsOfTheSameName() {
    var inner =
        new StateGraph<>(Child.class)
            .addNode("n", state -> set(Child::secret).to(7).set(Child::name).to("child"))
            .addEdge(START, "n")
            .addEdge("n", END)
            .compile("inner");
    var graph =
        bench.compile(
            new StateGraph<>(Parent.class)
                .addNode("sub", inner)
                .addEdge(START, "sub")
                .addEdge("sub", END));
    assertThat(graph.invoke(new Parent("parent", 1), T).value()).isEqualTo(new Parent("child", 1));
  }
}
