// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.OnChangedQuestion;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateGraph;
import dev.fermata.graph.StateSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Semantics §1 rules 13 and 14; §2 rows 2, 3 and 15: edited states, old checkpoints, edited code.
 */
class SemanticsTimeTravelTest extends OnBench {
  private static final RunnableConfig T = thread("t");

  private CompiledGraph<Basic> chain;

  @BeforeEach
  void compileChain() {
    chain = bench.compile(Chain.graph(bench));
  }

  private StateSnapshot<Basic> before(String node) {
    return chain
        .getStateHistory(T)
        .filter(snapshot -> snapshot.next().equals(List.of(node)))
        .findFirst()
        .orElseThrow();
  }

  /** H02: LangGraph approves the new text with the answer to the old one. */
  @Test
  void anAnswerAfterAnEditOfTheStateIsNotTakenForTheNewQuestion() {
    var seen = id(chain.invoke(x(1), T));
    chain.updateState(T, set(Basic::x).to(9));
    refused("unknown-interrupt", () -> chain.invoke(resumeAll(Map.of(seen, "v")), T));
    refused("nothing-pending", () -> chain.invoke(resume("v"), T));
    var again = chain.invoke(T);
    assertThat(asked(again)).containsExactly("q x=9");
    assertThat(id(again)).isNotEqualTo(seen);
    assertThat(chain.invoke(resume("v"), T).value().y()).isEqualTo("v");
  }

  /** H04. */
  @Test
  void anUpdateAsAnEarlierNodeRewinds() {
    chain.invoke(x(1), T);
    chain.updateState(T, set(Basic::x).to(5).set(Basic::log).to(List.of("again")), "a");
    assertThat(chain.getState(T).next()).containsExactly("ask");
    assertThat(chain.getState(T).interrupts()).isEmpty();
    assertThat(asked(chain.invoke(T))).containsExactly("q x=5");
  }

  @Test
  void anUpdateAsAnUnknownNodeIsRefused() {
    chain.invoke(x(1), T);
    refused("unknown-node", () -> chain.updateState(T, set(Basic::x).to(5), "nowhere"));
    assertThat(asked(chain.invoke(T))).containsExactly("q x=1");
  }

  @Test
  void anUpdateOfAThreadThatHasNotRunStartsIt() {
    chain.updateState(T, set(Basic::x).to(5), "a");
    assertThat(chain.getState(T).next()).containsExactly("ask");
    assertThat(asked(chain.invoke(T))).containsExactly("q x=5");
  }

  /** H06. */
  @Test
  void historyIsNewestFirstAndEachCheckpointNamesItsParent() {
    chain.invoke(x(1), T);
    chain.invoke(resume("v"), T);
    var history = chain.getStateHistory(T).toList();
    assertThat(history)
        .extracting(StateSnapshot::source, StateSnapshot::step, StateSnapshot::next)
        .containsExactly(
            tuple(Source.LOOP, 3, List.of()),
            tuple(Source.LOOP, 2, List.of("c")),
            tuple(Source.LOOP, 1, List.of("ask")),
            tuple(Source.LOOP, 0, List.of("a")),
            tuple(Source.INPUT, -1, List.of(START)));
    for (int i = 0; i < history.size() - 1; i++) {
      var parent = history.get(i).parentConfig();
      assertThat(parent.checkpoint()).isEqualTo(history.get(i + 1).config().checkpoint());
    }
    assertThat(history.get(4).parentConfig()).isNull();
  }

  /** H08. */
  @Test
  void replayingFromTheEndRunsNothing() {
    chain.invoke(x(1), T);
    var finished = chain.invoke(resume("v"), T);
    assertThat(chain.invoke(chain.getState(T).config()).value()).isEqualTo(finished.value());
    assertThat(bench.hits("c")).isEqualTo(1);
  }

  @Test
  void replayingFromACheckpointBehindTheQuestionKeepsTheAnswer() {
    chain.invoke(x(1), T);
    chain.invoke(resume("v"), T);
    var output = chain.invoke(before("c").config());
    assertThat(output.value().y()).isEqualTo("v");
    assertThat(bench.hits("ask")).isEqualTo(2);
    assertThat(bench.hits("c")).isEqualTo(2);
  }

  /** H10. */
  @Test
  void aForkHasIdsOfItsOwnAndTheOldBranchStays() {
    var old = id(chain.invoke(x(1), T));
    chain.invoke(resume("v"), T);
    var end = chain.getState(T);
    var fork = chain.updateState(before("ask").config(), set(Basic::x).to(42));
    var asked = chain.invoke(fork);
    assertThat(id(asked)).isNotEqualTo(old);
    assertThat(chain.invoke(resume("w"), T).value().log()).containsExactly("a1", "ask=w", "c");
    assertThat(chain.getState(end.config()).values()).isEqualTo(end.values());
  }

  @Test
  void anAnswerToAReplayedQuestionContinuesTheFork() {
    chain.invoke(x(1), T);
    chain.invoke(resume("v"), T);
    chain.invoke(before("ask").config());
    assertThat(chain.invoke(resume("w"), T).value().y()).isEqualTo("w");
  }

  /** H12, bad input 38: a fork is made on purpose, by continuing, not by an answer. */
  @Test
  void anAnswerAtAnOldCheckpointIsRefusedAndNamesTheWayToFork() {
    chain.invoke(x(1), T);
    chain.invoke(resume("v"), T);
    var old = before("ask").config();
    assertThat(refused("resume-in-the-past", () -> chain.invoke(resume("w"), old)))
        .hasMessageContaining("withCheckpoint(");
    assertThat(chain.getState(T).values().y()).isEqualTo("v");
  }

  /** H14, L02, row 15: nodes cannot change what is stored. */
  @Test
  void stateIsFrozenSoNoNodeChangesItInPlace() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", logs("a"))
                .addNode(
                    "mutates",
                    state -> {
                      state.log().add("in place");
                      return y("never");
                    })
                .addEdge(START, "a")
                .addEdge("a", "mutates")
                .addEdge("mutates", END));
    refused("node-failed", () -> graph.invoke(x(0), T));
    assertThat(graph.getState(T).values().log()).containsExactly("a");
  }

  @Test
  void theInputOfTheCallerIsCopied() {
    var mine = new ArrayList<>(List.of("mine"));
    var graph = bench.compile(Basics.one("n", state -> y(interrupt("q"))));
    graph.invoke(new Basic(null, null, mine), T);
    mine.add("later");
    assertThat(graph.getState(T).values().log()).containsExactly("mine");
    assertThat(graph.invoke(resume("v"), T).value().log()).containsExactly("mine");
  }

  @Test
  void stateAndResultAgreeAtEveryPause() {
    var graph = bench.compile(Commands.askAndOther(bench));
    assertThat(graph.invoke(x(1), T).value()).isEqualTo(graph.getState(T).values());
    assertThat(graph.invoke(goTo("other"), T).value()).isEqualTo(graph.getState(T).values());
    assertThat(graph.invoke(set(Basic::x).to(5), T).value()).isEqualTo(graph.getState(T).values());
    assertThat(graph.invoke(T).value()).isEqualTo(graph.getState(T).values());
  }

  /** LangGraph throws away what b has done, or runs it again. */
  @Test
  void anUpdateWhileABranchHasFinishedKeepsWhatThatDid() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", logs("a"))
                .addNode("ask", state -> y(interrupt("q")))
                .addNode("b", Subgraphs.counted(bench, "b"))
                .addEdge(START, "a")
                .addEdge("a", "ask")
                .addEdge("a", "b"));
    graph.invoke(x(1), T);
    graph.updateState(T, set(Basic::x).to(2));
    assertThat(graph.getState(T).values().log()).containsExactly("a", "b");
    graph.invoke(T);
    assertThat(graph.invoke(resume("v"), T).value())
        .isEqualTo(new Basic(2, "v", List.of("a", "b")));
    assertThat(bench.hits("b")).isEqualTo(1);
  }

  private record Order(String item, Integer count, List<String> log) {}

  private StateGraph<Order> order(String node, boolean checksFirst) {
    var graph =
        new StateGraph<>(Order.class)
            .reduce(Order::log, append())
            .addNode(
                node,
                checksFirst
                    ? state -> {
                      interrupt("In stock?");
                      return set(Order::log).to(List.of("sent " + interrupt("Send?")));
                    }
                    : state -> set(Order::log).to(List.of("sent " + interrupt("Send?"))));
    return graph.addEdge(START, node).addEdge(node, END);
  }

  /** L20, row 2: the answer goes to a question that was inserted before it. */
  @Test
  void anEditedNodeDoesNotGetTheAnswerBeforeTheChangeIsAccepted() {
    bench.compile(order("ship", false)).invoke(new Order("tea", 1, null), T);
    var edited = bench.compile(order("ship", true));
    refused("question-changed", () -> edited.invoke(resume("yes"), T));
    assertThat(asked(edited.invoke(T.onChangedQuestion(OnChangedQuestion.ASK))))
        .containsExactly("In stock?");
  }

  @Test
  void anEditedNodeIsAskedAfreshOnContinuing() {
    bench.compile(order("ship", false)).invoke(new Order("tea", 1, null), T);
    var edited = bench.compile(order("ship", true));
    assertThat(asked(edited.invoke(T.withAcceptChanges(true)))).containsExactly("In stock?");
    assertThat(asked(edited.invoke(resume("yes"), T))).containsExactly("Send?");
    assertThat(edited.invoke(resume("ok"), T).value().log()).containsExactly("sent ok");
  }

  /** H13: after the node is renamed the question vanishes and the run looks finished. */
  @Test
  void aRenamedNodeIsAnErrorAndTheQuestionStays() {
    bench.compile(order("ship", false)).invoke(new Order("tea", 1, null), T);
    var renamed = bench.compile(order("dispatch", false));
    assertThat(refused("graph-changed", () -> renamed.invoke(resume("yes"), T)))
        .hasMessageContaining("ship");
    var original = bench.compile(order("ship", false));
    assertThat(original.invoke(resume("yes"), T).value().log()).containsExactly("sent yes");
  }

  /** L21. */
  @Test
  void aThreadOfAnotherGraphIsRefused() {
    chain.invoke(x(1), T);
    var other = bench.compile(Basics.one("n", state -> y(1)), options -> options.withName("other"));
    refused("other-graph", () -> other.invoke(x(5), T));
    refused("other-graph", () -> other.invoke(resume("v"), T));
    assertThat(chain.invoke(resume("v"), T).value().y()).isEqualTo("v");
  }
}
