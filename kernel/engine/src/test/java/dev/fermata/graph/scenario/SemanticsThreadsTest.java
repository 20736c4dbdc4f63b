// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.GraphException;
import dev.fermata.graph.Reducer;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateGraph;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Semantics §1 rules 1, 3, 6, 7, 8 and 9; §2 rows 3, 4, 5 and 9: threads, ids and answers. */
class SemanticsThreadsTest extends OnBench {
  private static final RunnableConfig T = thread("t");

  private StateGraph<Basic> chain() {
    return Chain.graph(bench);
  }

  /** B02: LangGraph refuses the run. */
  @Test
  void aRunWithoutAThreadGetsAFreshOneThatItsOutputNames() {
    var graph = bench.compile(chain());
    var one = graph.invoke(x(1));
    var two = graph.invoke(x(1));
    assertThat(one.config().thread()).isNotEqualTo(two.config().thread());
    assertThat(graph.invoke(resume("v"), one.config()).value().y()).isEqualTo("v");
    assertThat(graph.getState(two.config()).interrupts()).isEqualTo(two.interrupts());
  }

  /** B04: LangGraph returns the old result as if the answer had been used. */
  @Test
  void anAnswerForAFinishedThreadIsRefused() {
    var graph = bench.compile(chain());
    graph.invoke(x(1), T);
    var finished = graph.invoke(resume("v"), T);
    refused("thread-finished", () -> graph.invoke(resume("late"), T));
    assertThat(graph.getState(T).values()).isEqualTo(finished.value());
    assertThat(bench.hits("ask")).isEqualTo(2);
  }

  /** B06. */
  @Test
  void newInputOnAFinishedThreadKeepsTheStateAndRunsAgain() {
    var graph = bench.compile(chain());
    graph.invoke(x(1), T);
    graph.invoke(resume("v"), T);
    var second = graph.invoke(x(2), T);
    assertThat(asked(second)).containsExactly("q x=2");
    assertThat(second.value()).isEqualTo(new Basic(2, "v", List.of("a1", "ask=v", "c", "a2")));
  }

  /** B08. */
  @Test
  void continuingAPausedThreadAsksTheSameQuestionAndStoresNoCheckpoint() {
    var graph = bench.compile(chain());
    var paused = graph.invoke(x(1), T);
    var checkpoints = graph.getStateHistory(T).count();
    var again = graph.invoke(T);
    assertThat(again.interrupts()).isEqualTo(paused.interrupts());
    assertThat(graph.getStateHistory(T).count()).isEqualTo(checkpoints);
    assertThat(bench.hits("ask")).isEqualTo(2);
    assertThat(bench.hits("a")).isEqualTo(1);
  }

  /** LangGraph gives the first answer to the second question as well. */
  @Test
  void continuingBehindAnAnswerDoesNotUseItForTheNextQuestion() {
    var graph =
        bench.compile(
            Basics.one("n", state -> y(List.of(interrupt("first?"), interrupt("second?")))));
    graph.invoke(x(0), T);
    graph.invoke(resume("A"), T);
    assertThat(asked(graph.invoke(T))).containsExactly("second?");
    assertThat(graph.invoke(resume("B"), T).value().y()).isEqualTo(List.of("A", "B"));
  }

  @Test
  void continuingAFinishedThreadRunsNothing() {
    var graph = bench.compile(chain());
    graph.invoke(x(1), T);
    var finished = graph.invoke(resume("v"), T);
    assertThat(graph.invoke(T).value()).isEqualTo(finished.value());
    assertThat(bench.hits("c")).isEqualTo(1);
  }

  /** B12. */
  @Test
  void stopsAtUnknownNodesAreRefusedInBothPlaces() {
    refused(
        "unknown-node",
        () -> bench.compile(chain(), options -> options.interruptBefore("nowhere")));
    var graph = bench.compile(chain());
    refused("unknown-node", () -> graph.invoke(x(1), T.interruptAfter("nowhere")));
    assertThat(graph.getStateHistory(T)).isEmpty();
  }

  /** L04: LangGraph drops an unknown goto without a word. */
  @Test
  void aCommandToAnUnknownNodeIsRefusedAndStoresNothing() {
    var graph = bench.compile(chain());
    var paused = graph.invoke(x(1), T);
    refused("unknown-node", () -> graph.invoke(goTo("nowhere"), T));
    assertThat(graph.getState(T).interrupts()).isEqualTo(paused.interrupts());
    assertThat(graph.invoke(resume("v"), T).interrupts()).isEmpty();
  }

  @Test
  void aNodeThatGoesToAnUnknownNodeFailsAndNamesTheNodes() {
    var graph = bench.compile(Basics.one("n", state -> goTo("nowhere")));
    assertThat(refused("unknown-node", () -> graph.invoke(x(1), T)))
        .hasMessageContaining("nowhere");
  }

  /** C04. */
  @Test
  void anUnknownIdIsRefusedAndTheQuestionStays() {
    var graph = bench.compile(chain());
    var paused = graph.invoke(x(1), T);
    refused("unknown-interrupt", () -> graph.invoke(resumeAll(Map.of("f".repeat(32), "v")), T));
    assertThat(graph.getState(T).interrupts()).isEqualTo(paused.interrupts());
    assertThat(bench.hits("ask")).isEqualTo(1);
  }

  @Test
  void anUnknownIdBesideARightOneConsumesNeither() {
    var graph = bench.compile(chain());
    var paused = graph.invoke(x(1), T);
    var answers = Map.of(id(paused), "v", "f".repeat(32), "w");
    refused("unknown-interrupt", () -> graph.invoke(resumeAll(answers), T));
    assertThat(graph.getState(T).interrupts()).isEqualTo(paused.interrupts());
  }

  /** C06. */
  @Test
  void idsAreStableOverExecutionsAndNewForEachQuestionThreadAndInput() {
    var graph = bench.compile(chain());
    var first = id(graph.invoke(x(1), T));
    assertThat(first).matches("[0-9a-f]{32}");
    assertThat(id(graph.invoke(T))).isEqualTo(first);
    bench.restart();
    assertThat(id(bench.compile(chain()).invoke(T))).isEqualTo(first);
    var other = id(bench.compile(chain()).invoke(x(1), thread("other")));
    var anew = id(bench.compile(chain()).invoke(x(1), T));
    assertThat(List.of(first, other, anew)).doesNotHaveDuplicates();
  }

  @Test
  void anAnswerToAQuestionOfTheInputBeforeIsRefused() {
    var graph = bench.compile(chain());
    var old = id(graph.invoke(x(1), T));
    graph.invoke(x(2), T);
    refused("unknown-interrupt", () -> graph.invoke(resumeAll(Map.of(old, "v")), T));
    assertThat(bench.hits("c")).isZero();
  }

  /** api.md, repeated answers: LangGraph runs the node again. */
  @Test
  void theSameAnswerTwiceReturnsTheStoredResultAndRunsNothing() {
    var graph = bench.compile(chain());
    var answer = Map.of(id(graph.invoke(x(1), T)), "v");
    var finished = graph.invoke(resumeAll(answer), T);
    var again = graph.invoke(resumeAll(answer), T);
    assertThat(again.value()).isEqualTo(finished.value());
    assertThat(again.notices()).hasSize(1);
    assertThat(bench.hits("ask")).isEqualTo(2);
    assertThat(bench.hits("c")).isEqualTo(1);
  }

  @Test
  void theSameAnswerTwiceRunsNothingThoughTheNodeAsksAgain() {
    var graph =
        bench.compile(
            Basics.one(
                "n",
                state -> {
                  bench.hit("n");
                  return y(List.of(interrupt("first?"), interrupt("second?")));
                }));
    var answer = Map.of(id(graph.invoke(x(1), T)), "A");
    var asking = graph.invoke(resumeAll(answer), T);
    var again = graph.invoke(resumeAll(answer), T);
    assertThat(again.interrupts()).isEqualTo(asking.interrupts());
    assertThat(again.notices()).hasSize(1);
    assertThat(bench.hits("n")).isEqualTo(2);
  }

  /** The reducer stands for somebody who is faster between reading and storing. */
  @Test
  void anAnswerToAThreadThatHasMovedOnIsRefusedBeforeAnyNodeRuns() {
    var graph = new AtomicReference<CompiledGraph<Basic>>();
    Reducer<Object> faster =
        (current, update) -> {
          if (update.equals(2)) {
            graph.get().invoke(x(3), T);
          }
          return update;
        };
    graph.set(
        bench.compile(
            Basics.graph()
                .reduce(Basic::x, faster)
                .addNode("ask", Basics.asks(bench))
                .addEdge(START, "ask")
                .addEdge("ask", END)));
    graph.get().invoke(x(1), T);
    refused("busy", () -> graph.get().invoke(resume("v").and(set(Basic::x).to(2)), T));
    assertThat(bench.hits("behind the question")).isZero();
    assertThat(bench.checkpointer().threads(ThreadInfo.Status.PAUSED)).hasSize(1);
    assertThat(graph.get().invoke(resume("w"), T).value()).isEqualTo(new Basic(3, "w", List.of()));
  }

  @Test
  void anotherAnswerToTheSameQuestionIsRefusedAndNamesTheFirst() {
    var graph = bench.compile(chain());
    var id = id(graph.invoke(x(1), T));
    graph.invoke(resumeAll(Map.of(id, "v")), T);
    var thrown = refused("answered-already", () -> graph.invoke(resumeAll(Map.of(id, "w")), T));
    assertThat(thrown).isInstanceOf(GraphException.AnsweredAlready.class);
    assertThat(((GraphException.AnsweredAlready) thrown).answer().value()).hasToString("\"v\"");
    assertThat(graph.getState(T).values().y()).isEqualTo("v");
  }

  /** L22: LangGraph ignores the second answer without a word. */
  @Test
  void afterAnErrorBehindTheAnswerTheAnswerIsKeptAndReplacedOnlyOnRequest() {
    CompiledGraph<Basic> graph =
        bench.compile(
            Basics.one(
                "n",
                state -> {
                  var answer = interrupt("q");
                  if (answer.equals("bad")) {
                    throw new IllegalStateException("cannot use " + answer);
                  }
                  return y(answer);
                }));
    var id = id(graph.invoke(x(1), T));
    refused("node-failed", () -> graph.invoke(resume("bad"), T));
    refused("node-failed", () -> graph.invoke(T));
    refused("answered-already", () -> graph.invoke(resumeAll(Map.of(id, "good")), T));
    refused("answered-failed", () -> graph.invoke(resume("good"), T));
    var replaced = graph.invoke(resumeAll(Map.of(id, "good")), T.withReplace(true));
    assertThat(replaced.value().y()).isEqualTo("good");
  }

  /** G02. */
  @Test
  void anUpdateInOneCommandWithTheAnswerIsSeenByTheNode() {
    var graph =
        bench.compile(
            Basics.one("ask", state -> y(List.of(interrupt("q x=" + state.x()), state.x()))));
    graph.invoke(x(1), T);
    var output = graph.invoke(resume("v").and(set(Basic::x).to(2)), T);
    assertThat(output.interrupts()).isEmpty();
    assertThat(output.value().y()).isEqualTo(List.of("v", 2));
  }

  /** G04. */
  @Test
  void goToWhilePausedRunsTheNodeBesideTheQuestion() {
    var graph = bench.compile(Commands.askAndOther(bench));
    var paused = graph.invoke(x(1), T);
    var output = graph.invoke(goTo("other"), T);
    assertThat(output.interrupts()).isEqualTo(paused.interrupts());
    assertThat(output.value().log()).containsExactly("other 1");
    assertThat(graph.getState(T).values()).isEqualTo(output.value());
    assertThat(graph.invoke(resume("v"), T).value().log()).containsExactly("ask", "other 1");
    assertThat(bench.hits("other")).isEqualTo(1);
  }

  /** L16: an edited state behind a question; LangGraph takes the approval for the new text. */
  @Test
  void anAnswerIsNotUsedForATextThatWasChangedByACommand() {
    var graph =
        bench.compile(
            Basics.one("ask", state -> y(List.of(interrupt("send " + state.x()), state.x()))));
    var seen = id(graph.invoke(x("draft"), T));
    graph.invoke(set(Basic::x).to("other"), T);
    refused("unknown-interrupt", () -> graph.invoke(resumeAll(Map.of(seen, "ok")), T));
    assertThat(graph.getState(T).next()).containsExactly("ask");
  }

  /** Row 3: nothing was asked at a static stop. */
  @Test
  void aValueAtAStaticStopIsRefusedAndTheStopStays() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("ask", state -> y(interrupt("q")))
                .addEdge(START, "ask")
                .addEdge("ask", END),
            options -> options.interruptBefore("ask"));
    assertThat(graph.invoke(x(1), T).isStopped()).isTrue();
    refused("at-breakpoint", () -> graph.invoke(resume("early"), T));
    assertThat(asked(graph.invoke(T))).containsExactly("q");
    assertThat(graph.invoke(resume("late"), T).value().y()).isEqualTo("late");
  }

  /** L18: a stop after a node that asks comes when the node has its answer. */
  @Test
  void aStopAfterAnAskingNodeComesBehindTheAnswer() {
    var graph = bench.compile(chain(), options -> options.interruptAfter("ask"));
    assertThat(graph.invoke(x(1), T).isInterrupted()).isTrue();
    var stopped = graph.invoke(resume("v"), T);
    assertThat(stopped.isStopped()).isTrue();
    assertThat(stopped.next()).containsExactly("c");
    assertThat(graph.invoke(T).value().log()).containsExactly("a1", "ask=v", "c");
  }
}
