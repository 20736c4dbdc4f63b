// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.once;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.graph.CachePolicy;
import dev.fermata.graph.Durability;
import dev.fermata.graph.Node;
import dev.fermata.graph.NodeOptions;
import dev.fermata.graph.RetryPolicy;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateGraph;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Semantics §1 rules 16, 19 and 20; §2 rows 5, 6, 10 and 13: errors, retries, once, durability. */
class SemanticsFailuresTest extends OnBench {
  private static final RunnableConfig T = thread("t");
  private static final RetryPolicy THREE =
      RetryPolicy.attempts(3).withInitialInterval(Duration.ZERO);

  private static StateGraph<Basic> with(NodeOptions options, Node<Basic> node) {
    return Basics.graph().addNode("n", options, node).addEdge(START, "n").addEdge("n", END);
  }

  /** J02. */
  @Test
  void aNodeThatFailsAfterTheAnswerKeepsItOverARestart() {
    var broken = new AtomicBoolean(true);
    var plain =
        Basics.one(
            "n",
            state -> {
              bench.hit("n");
              var answer = interrupt("q");
              if (broken.get()) {
                throw new IOException("down");
              }
              return y(answer);
            });
    var graph = bench.compile(plain);
    graph.invoke(x(0), T);
    assertThat(refused("node-failed", () -> graph.invoke(resume("v"), T)))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("\"n\"");
    var state = graph.getState(T);
    assertThat(state.next()).containsExactly("n");
    assertThat(state.tasks().get(0).error()).contains("down");
    broken.set(false);
    bench.restart();
    assertThat(bench.compile(plain).invoke(T).value().y()).isEqualTo("v");
    assertThat(bench.hits("n")).isEqualTo(3);
  }

  /** J04. */
  @Test
  void aRetryPolicyThatGivesUpLeavesTheAnswerForContinuing() {
    var broken = new AtomicBoolean(true);
    var graph =
        bench.compile(
            with(
                NodeOptions.defaults().withRetry(THREE),
                state -> {
                  bench.hit("n");
                  var answer = interrupt("q");
                  if (broken.get()) {
                    throw new IOException("down");
                  }
                  return y(answer);
                }));
    graph.invoke(x(0), T);
    assertThat(bench.hits("n")).isEqualTo(1);
    refused("node-failed", () -> graph.invoke(resume("v"), T));
    assertThat(bench.hits("n")).isEqualTo(4);
    broken.set(false);
    assertThat(graph.invoke(T).value().y()).isEqualTo("v");
  }

  @Test
  void aRetryPolicyRetriesOnlyWhatItNames() {
    var graph =
        bench.compile(
            with(
                NodeOptions.defaults().withRetry(THREE.withRetryOn(IOException.class::isInstance)),
                state -> {
                  bench.hit("n");
                  throw new IllegalStateException("a bug");
                }));
    refused("node-failed", () -> graph.invoke(x(0), T));
    assertThat(bench.hits("n")).isEqualTo(1);
  }

  /** J06. */
  @Test
  void aLoopWithoutAWayOutEndsAtTheRecursionLimit() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", logs("a"))
                .addNode("b", logs("b"))
                .addEdge(START, "a")
                .addEdge("a", "b")
                .addEdge("b", "a"));
    refused("recursion-limit", () -> graph.invoke(x(0), T.withRecursionLimit(5)));
    assertThat(graph.getState(T).values().log()).hasSize(5);
    assertThat(graph.getState(T).next()).hasSize(1);
  }

  /**
   * J08: a pause inside library code that catches everything but rethrows what it does not know.
   */
  @Test
  void aPausePassesThroughCodeThatWrapsExceptions() {
    var graph =
        bench.compile(
            Basics.one(
                "n",
                state -> {
                  try {
                    return y(interrupt("q"));
                  } catch (RuntimeException e) {
                    throw new IllegalStateException("wrapped", e);
                  }
                }));
    assertThat(asked(graph.invoke(x(0), T))).containsExactly("q");
  }

  /** J06: LangGraph lets a continued run take two supersteps more. */
  @Test
  void aContinuedRunCountsItsSuperstepsAnew() {
    var graph =
        bench.compile(Basics.graph().addNode("n", logs("n")).addEdge(START, "n").addEdge("n", "n"));
    refused("recursion-limit", () -> graph.invoke(x(0), T.withRecursionLimit(5)));
    refused("recursion-limit", () -> graph.invoke(T.withRecursionLimit(5)));
    assertThat(graph.getState(T).values().log()).hasSize(12);
  }

  /** J08. */
  @Test
  void aRouterMayAskAndLeadsWhereTheAnswerSays() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", logs("a"))
                .addNode("b", logs("b"))
                .addNode("c", logs("c"))
                .addConditionalEdges("a", state -> interrupt("which way?"), "b", "c")
                .addEdge(START, "a")
                .addEdge("b", END)
                .addEdge("c", END));
    assertThat(asked(graph.invoke(x(0), T))).containsExactly("which way?");
    assertThat(graph.invoke(resume("c"), T).value().log()).containsExactly("a", "c");
  }

  /** J05, row 13: LangGraph replays one thread's approval in another. */
  @Test
  void aTaskThatAskedIsNeverCached() {
    var graph =
        bench.compile(
            with(
                NodeOptions.defaults().withCache(CachePolicy.forever()),
                state -> y(interrupt("q"))));
    graph.invoke(x(0), T);
    graph.invoke(resume("mine"), T);
    assertThat(graph.invoke(x(0), thread("other")).isInterrupted()).isTrue();
  }

  @Test
  void aTaskThatDidNotAskIsServedFromTheCache() {
    var graph =
        bench.compile(
            with(
                NodeOptions.defaults().withCache(CachePolicy.forever()),
                state -> {
                  bench.hit("n");
                  return y("slow result");
                }));
    graph.invoke(x(0), T);
    assertThat(graph.invoke(x(0), thread("other")).value().y()).isEqualTo("slow result");
    assertThat(bench.hits("n")).isEqualTo(1);
    graph.invoke(x(1), thread("third"));
    assertThat(bench.hits("n")).isEqualTo(2);
  }

  /** Rule 20, K05. */
  @Test
  void onceIsNotRepeatedAfterAnErrorARestartOrAnAnswer() {
    var broken = new AtomicBoolean(true);
    var plain =
        Basics.one(
            "n",
            state -> {
              String receipt =
                  once(
                      "charge-card",
                      () -> {
                        bench.hit("charged");
                        return "receipt 1";
                      });
              if (broken.getAndSet(false)) {
                throw new IOException("down");
              }
              return y(List.of(receipt, interrupt("Send " + receipt + "?")));
            });
    refused("node-failed", () -> bench.compile(plain).invoke(x(0), T));
    bench.restart();
    assertThat(asked(bench.compile(plain).invoke(T))).containsExactly("Send receipt 1?");
    bench.restart();
    assertThat(bench.compile(plain).invoke(resume("yes"), T).value().y())
        .isEqualTo(List.of("receipt 1", "yes"));
    assertThat(bench.hits("charged")).isEqualTo(1);
  }

  /** Row 6. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void theAnswerIsStoredBeforeTheNodeRunsAgain(Durability mode) {
    var config = T.withDurability(mode);
    var graph =
        bench.compile(
            Basics.one(
                "n",
                state -> {
                  var answer = interrupt("q");
                  var task = bench.checkpointer().getTuple(CheckpointRef.latest("t")).orElseThrow();
                  assertThat(task.writes().toString()).contains("\"the answer\"");
                  return y(answer);
                }));
    graph.invoke(x(0), config);
    assertThat(graph.invoke(resume("the answer"), config).value().y()).isEqualTo("the answer");
  }

  /** J07: what EXIT keeps when the node behind the answer fails. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void everyDurabilityModeKeepsTheAnswerWhenALaterNodeFails(Durability mode) {
    var broken = new AtomicBoolean(true);
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("ask", state -> y(interrupt("q")))
                .addNode(
                    "c",
                    state -> {
                      if (broken.getAndSet(false)) {
                        throw new IOException("down");
                      }
                      return log("c");
                    })
                .addEdge(START, "ask")
                .addEdge("ask", "c")
                .addEdge("c", END));
    var config = T.withDurability(mode);
    graph.invoke(x(0), config);
    refused("node-failed", () -> graph.invoke(resume("v"), config));
    bench.restart();
    var output = bench.compile(graphAgain()).getState(T);
    assertThat(output.values().y()).isEqualTo("v");
    assertThat(output.next()).containsExactly("c");
  }

  private StateGraph<Basic> graphAgain() {
    return Basics.graph()
        .addNode("ask", state -> y(interrupt("q")))
        .addNode("c", logs("c"))
        .addEdge(START, "ask")
        .addEdge("ask", "c")
        .addEdge("c", END);
  }
}
