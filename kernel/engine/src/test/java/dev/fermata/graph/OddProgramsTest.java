// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Programs that use several features at once, each written for LangGraph 1.2.22 first: what is
 * asserted was seen there, but where a comment says otherwise.
 */
class OddProgramsTest extends OddPrograms {
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
