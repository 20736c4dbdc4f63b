// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.appendById;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.none;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.Fermata;
import dev.fermata.graph.NodeOptions;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.Send;
import dev.fermata.graph.StateGraph;
import dev.fermata.graph.Threads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Semantics §1 rules 4, 5, 18 and 19; §2 rows 8 and 12: branches, joins and reducers. */
class SemanticsParallelTest extends OnBench {
  private static final RunnableConfig T = thread("t");

  private StateGraph<Basic> askers() {
    return Parallel.joined(bench, "p", Parallel.asks(bench, "p"), "q", Parallel.asks(bench, "q"));
  }

  /** D02. */
  @Test
  void allAnswersInOneMapFinishBothBranches() {
    var run = bench.session(askers());
    run.invoke(x(0));
    var output = run.resumeAll(Map.of(run.id("ask p"), "P", run.id("ask q"), "Q"));
    assertThat(output.get("log")).hasToString("[\"p=P\",\"q=Q\"]");
    assertThat(bench.hits()).containsEntry("p", 2).containsEntry("q", 2).containsEntry("join", 1);
  }

  /** D04. */
  @Test
  void aFinishedSiblingIsKeptShownAndNotRepeated() {
    var graph =
        bench.compile(
            Parallel.joined(
                bench, "p", Parallel.asks(bench, "p"), "done", Subgraphs.counted(bench, "done")));
    var paused = graph.invoke(x(0), T);
    assertThat(paused.value().log()).containsExactly("done");
    var state = graph.getState(T);
    assertThat(state.next()).containsExactly("p");
    assertThat(state.values()).isEqualTo(paused.value());
    bench.restart();
    var again =
        bench.compile(
            Parallel.joined(
                bench, "p", Parallel.asks(bench, "p"), "done", Subgraphs.counted(bench, "done")));
    assertThat(again.invoke(resume("P"), T).value().log()).containsExactly("done", "p=P");
    assertThat(bench.hits("done")).isEqualTo(1);
  }

  /** D06. */
  @Test
  void sentTasksThatAskAreAnsweredOneByOne() {
    var graph = bench.compile(fanOut(3));
    var paused = graph.invoke(x(3), T);
    assertThat(asked(paused)).containsExactly("item 0", "item 1", "item 2");
    var second = paused.interrupts().get(1).id();
    var partial = graph.invoke(resumeAll(Map.of(second, "b")), T);
    assertThat(asked(partial)).containsExactly("item 0", "item 2");
    assertThat(bench.hits("item")).isEqualTo(4);
    var rest =
        Map.of(
            partial.interrupts().get(0).id(), "a",
            partial.interrupts().get(1).id(), "c");
    assertThat(graph.invoke(resumeAll(rest), T).value().log())
        .containsExactly("item 0=a", "item 1=b", "item 2=c");
  }

  private StateGraph<Basic> fanOut(int count) {
    return Basics.graph()
        .addNode("start", state -> none())
        .addNode(
            "item",
            state -> {
              bench.hit("item");
              return log(state.x() + "=" + interrupt(state.x()));
            })
        .addConditionalEdges(
            "start",
            state ->
                IntStream.range(0, count).mapToObj(i -> new Send("item", x("item " + i))).toList())
        .addEdge(START, "start")
        .addEdge("item", END);
  }

  @Test
  void aHundredBranchesPauseAndResumeTogether() {
    var graph = bench.compile(fanOut(100));
    var paused = graph.invoke(x(0), T);
    assertThat(paused.interrupts()).hasSize(100);
    var answers = new HashMap<String, Object>();
    paused.interrupts().forEach(question -> answers.put(question.id(), question.value()));
    var log = graph.invoke(resumeAll(answers), T).value().log();
    assertThat(log).hasSize(100).startsWith("item 0=item 0", "item 1=item 1");
  }

  /** D08: the slow branch comes first in the state when it comes first in task order. */
  @Test
  void writesAreAppliedInTaskOrderNotInOrderOfCompletion() {
    var lateIsDone = new CountDownLatch(1);
    var graph =
        bench.compile(
            Parallel.joined(
                bench,
                "a",
                state -> {
                  lateIsDone.await();
                  return log("a");
                },
                "b",
                state -> {
                  lateIsDone.countDown();
                  return log("b");
                }));
    assertThat(graph.invoke(x(0), T).value().log()).containsExactly("a", "b");
  }

  /** K01, row 12: LangGraph's thread cannot even be read any more. */
  @Test
  void aConflictingWriteIsRefusedNamesBothWritersAndLeavesTheThreadGood() {
    var graph =
        bench.compile(
            Parallel.joined(
                bench, "p", state -> set(Basic::x).to(1), "q", state -> set(Basic::x).to(2)));
    assertThat(refused("conflicting-writes", () -> graph.invoke(x(0), T)))
        .hasMessageContaining("\"p\"")
        .hasMessageContaining("\"q\"")
        .hasMessageContaining("\"x\"");
    assertThat(graph.getState(T).values().x()).isEqualTo(0);
    graph.updateState(T, set(Basic::y).to("mended"), "p");
    assertThat(graph.getState(T).values().y()).isEqualTo("mended");
  }

  private record Message(String id, String text) {}

  private record Chat(List<Message> messages) {}

  /** K02. */
  @Test
  void messagesAreAppendedReplacedByIdRemovedAndOverwritten() {
    var graph =
        bench.compile(
            new StateGraph<>(Chat.class)
                .reduce(Chat::messages, appendById(Message::id))
                .addNode(
                    "edit",
                    state ->
                        set(Chat::messages)
                            .to(
                                List.of(
                                    new Message("1", "one, edited"), new Message("3", "three"))))
                .addNode("remove", state -> set(Chat::messages).remove("2"))
                .addNode("stop", state -> set(Chat::messages).overwrite(List.of()))
                .addEdge(START, "edit")
                .addEdge("edit", "remove")
                .addEdge("remove", "stop")
                .addEdge("stop", END),
            options -> options.interruptAfter("*"));
    var input = new Chat(List.of(new Message("1", "one"), new Message("2", "two")));
    assertThat(graph.invoke(input, T).value().messages())
        .containsExactly(
            new Message("1", "one, edited"), new Message("2", "two"), new Message("3", "three"));
    assertThat(graph.invoke(T).value().messages())
        .extracting(Message::id)
        .containsExactly("1", "3");
    assertThat(graph.invoke(T).value().messages()).isEmpty();
  }

  /** K04. */
  @Test
  void conditionalEdgesLeadWhereTheRouterSaysAndSeeTheNodesOwnWrites() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("ask", state -> y(interrupt("which way?")))
                .addNode("left", logs("left"))
                .addNode("right", logs("right"))
                .addConditionalEdges("ask", Basic::y, "left", "right")
                .addEdge(START, "ask")
                .addEdge("left", END)
                .addEdge("right", END));
    graph.invoke(x(0), T);
    assertThat(graph.invoke(resume("right"), T).value().log()).containsExactly("right");
  }

  /** K08. */
  @Test
  void aLoopThroughAnAskingNodeAsksANewQuestionEachRound() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("ask", state -> y(interrupt("more?")).set(Basic::log).to(List.of("round")))
                .addConditionalEdges(
                    "ask", state -> state.y().equals(true) ? "ask" : END, "ask", END)
                .addEdge(START, "ask"));
    var first = id(graph.invoke(x(0), T));
    var second = id(graph.invoke(resume(true), T));
    assertThat(second).isNotEqualTo(first);
    assertThat(graph.invoke(resume(false), T).value().log()).hasSize(2);
  }

  /** K08: a join waits for branches of different length, one of them paused. */
  @Test
  void aJoinWaitsForAPausedBranch() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("short", logs("short"))
                .addNode("long", logs("long"))
                .addNode("ask", state -> log("ask=" + interrupt("q")))
                .addNode("join", logs("join"))
                .addEdge(START, "short")
                .addEdge(START, "long")
                .addEdge("long", "ask")
                .addEdge(List.of("short", "ask"), "join")
                .addEdge("join", END));
    assertThat(graph.invoke(x(0), T).value().log()).containsExactly("long", "short");
    assertThat(graph.invoke(resume("v"), T).value().log())
        .containsExactly("long", "short", "ask=v", "join");
  }

  /** L10. */
  @Test
  void aDeferredNodeRunsOnceWhenNothingElseIsDue() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("short", logs("short"))
                .addNode("long", logs("long"))
                .addNode("ask", state -> log("ask=" + interrupt("q")))
                .addNode("last", NodeOptions.defaults().deferUntilLast(), logs("last"))
                .addEdge(START, "short")
                .addEdge(START, "long")
                .addEdge("long", "ask")
                .addEdge("short", "last")
                .addEdge("ask", "last")
                .addEdge("last", END));
    graph.invoke(x(0), T);
    assertThat(graph.invoke(resume("v"), T).value().log())
        .containsExactly("long", "short", "ask=v", "last");
  }

  private record Numbers(List<Integer> all, Integer max) {}

  @Test
  void aCustomReducerFoldsTheWritesOfAStep() {
    var graph =
        new StateGraph<>(Numbers.class)
            .reduce(Numbers::all, append())
            .reduce(Numbers::max, (a, b) -> a == null || b > a ? b : a);
    for (int i : List.of(3, 9, 4)) {
      graph
          .addNode("n" + i, state -> set(Numbers::all).to(List.of(i)).set(Numbers::max).to(i))
          .addEdge(START, "n" + i)
          .addEdge("n" + i, END);
    }
    var value = bench.compile(graph).invoke(new Numbers(null, null), T).value();
    assertThat(value).isEqualTo(new Numbers(List.of(3, 4, 9), 9));
  }

  /** LangGraph's order: sends first, then the nodes as they were added. */
  @Test
  void sentTasksStandFirstInWhatIsNext() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("fan", state -> Fermata.<Basic>send("b", x(1)).thenGoTo("c", "b"))
                .addNode("c", logs("c"))
                .addNode("b", logs("b"))
                .addEdge(START, "fan"),
            options -> options.interruptAfter("fan"));
    assertThat(graph.invoke(x(0), T).next()).containsExactly("b", "c", "b");
    assertThat(graph.getState(T).next()).containsExactly("b", "c", "b");
  }

  /** In LangGraph too a router never sees the state of a send, but the graph's. */
  @Test
  void aRouterBehindASentTaskSeesTheGraphsState() {
    var seen = new ArrayList<Basic>();
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("fan", logs("fan"))
                .addNode("sent", state -> log("sent " + state.x()))
                .addConditionalEdges("fan", state -> new Send("sent", x("own")))
                .addConditionalEdges(
                    "sent",
                    state -> {
                      seen.add(state);
                      return END;
                    })
                .addEdge(START, "fan"));
    graph.invoke(x("graph"), T);
    assertThat(seen).containsExactly(new Basic("graph", null, List.of("fan", "sent own")));
  }

  /** LangGraph: a history shows checkpoints as stored, the tasks what they have done since. */
  @Test
  void aHistoryShowsWhatWasStoredAndTheStateWhatWasDoneSince() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", logs("a"))
                .addNode("ask", state -> log("ask=" + interrupt("q")))
                .addEdge(START, "a")
                .addEdge(START, "ask"));
    graph.invoke(x(0), T);
    var state = graph.getState(T);
    assertThat(state.values().log()).containsExactly("a");
    assertThat(state.next()).containsExactly("ask");
    var newest = graph.getStateHistory(T).findFirst().orElseThrow();
    assertThat(newest.values().log()).isEmpty();
    assertThat(newest.next()).containsExactly("a", "ask");
    assertThat(newest.tasks().get(0).result()).isEqualTo(Map.of("log", List.of("a")));
    assertThat(newest.interrupts()).hasSize(1);
    assertThat(Threads.next(bench.checkpointer(), "t")).containsExactly("ask");
  }
}
