// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.send;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.CompileOptions.Checkpoints;
import dev.fermata.graph.Graphs.Hits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs that use several features at once, each written for LangGraph 1.2.22 first: what is
 * asserted was seen there, but where a comment says otherwise.
 */
class OddProgramsTest {
  /** As LangGraph's states of these programs: every channel has a reducer. */
  record S(Object x, Object y, List<String> log) {}

  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  private static StateGraph<S> graph() {
    return new StateGraph<>(S.class)
        .reduce(S::log, append())
        .reduce(S::x, (before, after) -> after)
        .reduce(S::y, (before, after) -> after);
  }

  private CompileOptions in() {
    return CompileOptions.defaults().withCheckpointer(store);
  }

  private static Update<S> log(String line) {
    return set(S::log).to(List.of(line));
  }

  private static S input(Object x, String... log) {
    return new S(x, null, log.length == 0 ? null : List.of(log));
  }

  private Node<S> logs(String node) {
    return s -> hits.of(node, log(node));
  }

  private Node<S> asks(String node, String... questions) {
    return s -> {
      hits.hit(node);
      List<String> answers = new ArrayList<>();
      for (String question : questions) {
        answers.add((String) interrupt(question));
      }
      return log(node + ":" + String.join(",", answers));
    };
  }

  private static List<Object> asked(GraphOutput<S> output) {
    return output.interrupts().stream().map(Interrupt::value).toList();
  }

  private static String id(GraphOutput<S> output, String question) {
    return output.interrupts().stream()
        .filter(each -> question.equals(each.value()))
        .findFirst()
        .orElseThrow()
        .id();
  }

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

  @Test
  void anOverwriteBesideAppendsWinsWhoeverComesFirst() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", asks("a", "qa"))
            .addNode(
                "b",
                s -> {
                  hits.hit("b");
                  return set(S::log).overwrite(List.of("b:" + interrupt("qb")));
                })
            .addNode("c", logs("c"))
            .addNode("z", logs("z"))
            .addEdge(START, "a")
            .addEdge(START, "b")
            .addEdge(START, "c")
            .addEdge(List.of("a", "b", "c"), "z")
            .compile(in());
    GraphOutput<S> both = graph.invoke(input(null, "i"), t);
    assertThat(both.value().log()).containsExactly("i", "c");
    GraphOutput<S> one = graph.invoke(resumeAll(Map.of(id(both, "qb"), "B")), t);
    assertThat(one.value().log()).containsExactly("b:B");
    assertThat(graph.invoke(resume("A"), t).value().log()).containsExactly("b:B", "z");
    GraphOutput<S> edited = graph.invoke(set(S::log).overwrite(List.of("new")), t);
    assertThat(edited.value().log()).containsExactly("new");
    assertThat(graph.getState(t).step()).isEqualTo(2);
    assertThat(hits).hasToString("{a=2, b=2, c=1, z=1}"); // LangGraph: a=3, run again unanswered
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

  private CompiledGraph<S> failing(int attempts) {
    AtomicInteger before = new AtomicInteger(1);
    AtomicInteger after = new AtomicInteger(1);
    NodeOptions options =
        NodeOptions.defaults()
            .withRetry(RetryPolicy.attempts(attempts).withInitialInterval(Duration.ZERO));
    return graph()
        .addNode(
            "n",
            options,
            (S s) -> {
              hits.hit("n");
              if (before.getAndDecrement() > 0) {
                throw new IllegalStateException("before");
              }
              Object a = interrupt("q1");
              if (after.getAndDecrement() > 0) {
                throw new IllegalStateException("after");
              }
              return log(a + "" + interrupt("q2"));
            })
        .addEdge(START, "n")
        .compile(in());
  }

  @Test
  void aNodeIsRetriedBeforeItsQuestionAndBehindItsAnswer() {
    CompiledGraph<S> graph = failing(3);
    assertThat(asked(graph.invoke(input(0), t))).containsExactly("q1");
    assertThat(hits.count("n")).isEqualTo(2);
    assertThat(asked(graph.invoke(resume("A"), t))).containsExactly("q2");
    assertThat(hits.count("n")).isEqualTo(4);
    assertThat(graph.invoke(resume("B"), t).value().log()).containsExactly("AB");
    assertThat(hits.count("n")).isEqualTo(5);
  }

  @Test
  void aNodeThatIsNotRetriedFailsAndGoesOnByHand() {
    CompiledGraph<S> graph = failing(1);
    assertThatThrownBy(() -> graph.invoke(input(0), t)).hasMessageContaining("before");
    assertThat(asked(graph.invoke(t))).containsExactly("q1");
    assertThatThrownBy(() -> graph.invoke(resume("A"), t)).hasMessageContaining("after");
    StateSnapshot<S> failed = graph.getState(t);
    assertThat(failed.next()).containsExactly("n");
    assertThat(failed.tasks().get(0).error()).contains("after");
    assertThat(asked(graph.invoke(t))).as("LangGraph: A answers q2 as well").containsExactly("q2");
    assertThat(graph.invoke(resume("B"), t).value().log()).containsExactly("AB");
  }

  @Test
  void cachedNodesAroundAQuestionDoNotRunAgainInAnotherThread() {
    NodeOptions cached =
        NodeOptions.defaults().withCache(CachePolicy.lasting(Duration.ofMinutes(1)));
    CompiledGraph<S> graph =
        graph()
            .addNode("a", cached, logs("a"))
            .addNode("b", cached, asks("b", "q"))
            .addNode("c", cached, logs("c"))
            .addEdge(START, "a")
            .addEdge("a", "b")
            .addEdge("b", "c")
            .compile(in());
    graph.invoke(input(1), t);
    graph.invoke(resume("A"), t);
    RunnableConfig u = thread("u");
    assertThat(asked(graph.invoke(input(1), u))).as("LangGraph: answered with A").hasSize(1);
    assertThat(graph.invoke(resume("A"), u).value().log()).containsExactly("a", "b:A", "c");
    assertThat(hits).hasToString("{a=1, b=4, c=1}");
  }

  @Test
  void aResumedLoopMayTakeTwoSuperstepsMoreThanItsLimit() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", logs("a"))
            .addNode("b", asks("b", "q"))
            .addNode("c", logs("c"))
            .addNode("d", logs("d"))
            .addEdge(START, "a")
            .addEdge("a", "b")
            .addConditionalEdges("b", s -> s.log().size() < 20 ? "c" : END)
            .addEdge("c", "d")
            .addEdge("d", "a")
            .compile(in());
    RunnableConfig three = t.withRecursionLimit(3);
    RunnableConfig one = t.withRecursionLimit(1);
    graph.invoke(input(0), three);
    assertThat(asked(graph.invoke(resume("A"), three))).containsExactly("q");
    graph.invoke(three);
    graph.invoke(resume("B"), three);
    assertThat(graph.getState(t).step()).isEqualTo(9);
    assertThatThrownBy(() -> graph.invoke(resume("B"), one))
        .isInstanceOf(GraphException.RecursionLimit.class);
    assertThat(graph.getState(t).next()).containsExactly("a");
    assertThat(graph.getState(t).step()).isEqualTo(12);
    assertThat(asked(graph.invoke(one))).containsExactly("q");
    assertThat(asked(graph.invoke(one))).containsExactly("q");
    assertThatThrownBy(() -> graph.invoke(input(3), one))
        .isInstanceOf(GraphException.RecursionLimit.class);
    assertThat(graph.getState(t).next()).containsExactly("b");
    assertThat(graph.getState(t).step()).isEqualTo(16);
    assertThat(hits).hasToString("{a=5, b=9, c=3, d=3}");
  }
}
