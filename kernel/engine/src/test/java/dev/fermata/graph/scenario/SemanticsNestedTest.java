// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Subgraphs.counted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompileOptions.Checkpoints;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Durability;
import dev.fermata.graph.Node;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Semantics §1 rules 12 and 15, §2 rows 2 and 6, where graphs are two and three levels deep. */
class SemanticsNestedTest extends OnBench {
  private static final RunnableConfig T = thread("t");

  private static StateGraph<Basic> around(CompiledGraph<?> inner) {
    return Basics.graph().addNode("sub", inner).addEdge(START, "sub").addEdge("sub", END);
  }

  /** p and q ask side by side. */
  private static StateGraph<Basic> asking() {
    return Basics.graph()
        .addNode("p", state -> log("p=" + interrupt("p?")))
        .addNode("q", state -> log("q=" + interrupt("q?")))
        .addEdge(START, "p")
        .addEdge(START, "q");
  }

  /** With EXIT the question's place was once noted before its checkpoint existed. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void questionsOfSubgraphsAreAnsweredInEveryDurabilityMode(Durability mode) {
    var root = around(around(asking().compile("inner")).compile("middle"));
    var config = T.withDurability(mode);
    var paused = bench.compile(root).invoke(x(0), config);
    assertThat(asked(paused)).containsExactly("p?", "q?");
    bench.restart();
    var graph = bench.compile(root);
    assertThat(graph.getState(T).interrupts()).isEqualTo(paused.interrupts());
    var one = graph.invoke(resumeAll(Map.of(paused.interrupts().get(1).id(), 2)), config);
    assertThat(asked(one)).containsExactly("p?");
    bench.restart();
    var finished = bench.compile(root).invoke(resume(1), config);
    assertThat(finished.value().log()).containsExactly("p=1", "q=2");
  }

  private record Counted(Object y, Integer count) {}

  /** LangGraph: the place of a graph with its own checkpoints names no task, at any level. */
  @Test
  void ownCheckpointsLastOverRunsBelowASubgraphThatInheritsIts() {
    var own =
        new StateGraph<>(Counted.class)
            .addNode(
                "n",
                state -> {
                  int count = state.count() == null ? 1 : state.count() + 1;
                  return set(Counted::count).to(count).set(Counted::y).to("run " + count);
                })
            .addEdge(START, "n")
            .compile(CompileOptions.defaults().withCheckpoints(Checkpoints.OWN));
    var graph = bench.compile(around(around(own).compile("middle")));
    assertThat(graph.invoke(x(0), T).value().y()).isEqualTo("run 1");
    assertThat(graph.invoke(x(0), T).value().y()).isEqualTo("run 2");
  }

  @Test
  void aStepOfAGraphWithOwnCheckpointsBelowAnotherIsReplayed() {
    var own =
        Basics.graph()
            .addNode("s1", counted(bench, "s1"))
            .addNode("s2", state -> log("s2=" + interrupt("q")))
            .addNode("s3", counted(bench, "s3"))
            .addEdge(START, "s1")
            .addEdge("s1", "s2")
            .addEdge("s2", "s3")
            .compile(CompileOptions.defaults().withCheckpoints(Checkpoints.OWN));
    var graph = bench.compile(around(around(own).compile("middle")));
    graph.invoke(x(0), T);
    var level = graph.getState(T).tasks().get(0).state().tasks().get(0).state().config();
    assertThat(level.namespace()).isEqualTo("sub|sub");
    graph.invoke(resume("v"), T);
    var beforeS3 =
        graph
            .getStateHistory(level.withCheckpoint(null))
            .filter(snapshot -> snapshot.next().equals(List.of("s3")))
            .findFirst()
            .orElseThrow();
    assertThat(graph.invoke(beforeS3.config()).next()).isEmpty();
    assertThat(bench.hits()).containsEntry("s1", 1).containsEntry("s3", 2);
  }

  /** LangGraph: behind the last node of a subgraph its parent has not gone on yet. */
  @Test
  void aStopAfterTheLastNodeOfASubgraphStopsTheParent() {
    var inner =
        Basics.one("last", counted(bench, "last"))
            .compile(CompileOptions.defaults().interruptAfter("last"));
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("sub", inner)
                .addNode("z", counted(bench, "z"))
                .addEdge(START, "sub")
                .addEdge("sub", "z"));
    assertThat(graph.invoke(x(0), T).isStopped()).isTrue();
    assertThat(bench.hits()).containsEntry("last", 1).doesNotContainKey("z");
    assertThat(graph.invoke(T).value().log()).containsExactly("last", "z");
    assertThat(bench.hits()).containsEntry("last", 1);
  }

  /** Row 2 below a parent: LangGraph gives the answer to whatever the subgraph asks now. */
  @Test
  void anAnswerToASubgraphWhoseStructureChangedIsRefusedUntilTheChangeIsAccepted() {
    Node<Basic> asks = state -> log("asked=" + interrupt("q"));
    bench.compile(around(Basics.one("n", asks).compile("inner"))).invoke(x(0), T);
    var edited = Basics.one("n", asks).addNode("more", logs("more")).addEdge("n", "more");
    var graph = bench.compile(around(edited.compile("inner")));
    refused("graph-changed", () -> graph.invoke(resume("v"), T));
    assertThat(asked(graph.invoke(T))).containsExactly("q");
    assertThat(graph.invoke(resume("v"), T).value().log()).containsExactly("asked=v", "more");
  }
}
