// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.once;
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

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import dev.fermata.prompt.Prompts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which question an answer belongs to: semantics §2 rows 1, 2, 3, 5, 13 and 18. */
class QuestionTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t").onChangedQuestion(OnChangedQuestion.ASK);
  private final RunnableConfig strict = thread("t").onChangedQuestion(OnChangedQuestion.FAIL);

  private CompiledGraph<S> node(Function<S, Object> body) {
    return graph()
        .addNode("n", s -> set(S::y).to(body.apply(s)))
        .addEdge(START, "n")
        .compile(in(store));
  }

  @Test
  void anAnswerIsNotUsedForAnotherQuestionAtItsPlace() {
    boolean[] flipped = new boolean[1];
    CompiledGraph<S> graph =
        node(
            s ->
                flipped[0]
                    ? List.of(interrupt("age?"), interrupt("name?"))
                    : List.of(interrupt("name?"), interrupt("age?")));
    graph.invoke(input(0), t);
    flipped[0] = true;
    GraphOutput<S> again = graph.invoke(resume("Ann"), t);
    Interrupt asked = again.interrupts().get(0);
    assertThat(asked.value()).as("LangGraph makes Ann the age").isEqualTo("age?");
    assertThat(asked.previous()).isEqualTo(new Interrupt.Previous("name?", "Ann"));
    assertThat(Threads.pending(store, "t")).containsExactly(asked);
    graph.invoke(resume(30), t);
    assertThat(graph.invoke(resume("Ann"), t).value().y()).isEqualTo(List.of(30, "Ann"));
  }

  @Test
  void inBatchAChangedQuestionIsAnErrorAndTheAnswerStays() {
    String[] wording = {"Send the first draft?"};
    CompiledGraph<S> graph = node(s -> interrupt(wording[0]));
    graph.invoke(input(0), strict);
    wording[0] = "Send the second draft?";
    GraphException changed =
        catchThrowableOfType(GraphException.class, () -> graph.invoke(resume(true), strict));
    assertThat(changed.code()).isEqualTo("question-changed");
    assertThat(changed)
        .hasMessageContaining("first draft")
        .hasMessageContaining("second draft")
        .hasMessageContaining("once(");
    assertThat(graph.getState(t).values().y()).isNull();
    wording[0] = "Send the first draft?";
    assertThat(graph.invoke(strict).value().y()).isEqualTo(true);
  }

  @Test
  void aKeyKeepsTheAnswerOverNewWordingAndOrder() {
    boolean[] changed = new boolean[1];
    CompiledGraph<S> graph =
        node(
            s -> {
              Object first = changed[0] ? interrupt("new") : "-";
              Object answer =
                  interrupt(Prompts.ask("city? " + changed[0], String.class).key("city"));
              return List.of(first, answer, interrupt("last"));
            });
    graph.invoke(input(0), strict);
    graph.invoke(resume("Rome"), strict);
    changed[0] = true;
    graph.invoke(strict);
    graph.invoke(resume("N"), strict);
    assertThat(graph.invoke(resume("L"), strict).value().y()).isEqualTo(List.of("N", "Rome", "L"));
  }

  @Test
  void updateAndAnswerForTheSameCallOfInterruptCountAsOne() {
    CompiledGraph<S> graph = node(s -> s.x() > 0 ? interrupt("age?") : interrupt("city?"));
    graph.invoke(input(0), t);
    GraphOutput<S> other = graph.invoke(resume("Rome").and(set(S::x).to(1)), t);
    assertThat(other.interrupts())
        .as("LangGraph makes Rome the age")
        .extracting(Interrupt::value)
        .containsExactly("age?");
  }

  @Test
  void whatRanOnceIsNotRunAgain() {
    CompiledGraph<S> graph =
        node(
            s -> {
              hits.hit("node");
              String draft = once("draft", () -> hits.of("model", "draft"));
              return List.of(draft, interrupt("Send " + draft + "?"));
            });
    graph.invoke(input(0), strict);
    assertThat(graph.invoke(resume(true), strict).value().y()).isEqualTo(List.of("draft", true));
    assertThat(hits).hasToString("{model=1, node=2}");
  }

  record Draft(String text) {}

  @Test
  void onceGivesRecordsBackByTheirClass() {
    CompiledGraph<S> graph =
        node(
            s -> {
              Draft draft = once("d", Draft.class, () -> hits.of("model", new Draft("hi")));
              interrupt("ok?");
              return draft.text();
            });
    graph.invoke(input(0), t);
    assertThat(graph.invoke(resume(1), t).value().y()).isEqualTo("hi");
    assertThat(hits.count("model")).isEqualTo(1);
    CompiledGraph<S> untyped = node(s -> once("d", () -> new Draft("hi")).text());
    GraphException refused =
        catchThrowableOfType(GraphException.class, () -> untyped.invoke(input(0), thread("u")));
    assertThat(refused.code()).isEqualTo("once-needs-type");
    assertThat(refused).hasMessageContaining("Draft.class");
  }

  @Test
  void afterAFailureTheAnswerIsKeptAndMayBeReplaced() {
    CompiledGraph<S> graph =
        node(
            s -> {
              Object answer = interrupt("q");
              hits.hit("after");
              if (hits.count("after") < 3) {
                throw new IllegalStateException("down");
              }
              return answer;
            });
    graph.invoke(input(0), t);
    assertThat(code(() -> graph.invoke(resume("first"), t))).isEqualTo("node-failed");
    assertThat(code(() -> graph.invoke(resume("second"), t)))
        .as("LangGraph ignores it silently")
        .isEqualTo("answered-failed");
    assertThat(code(() -> graph.invoke(t))).isEqualTo("node-failed");
    assertThat(graph.invoke(resume("other"), t.withReplace(true)).value().y()).isEqualTo("other");
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(GraphException.class, call).code();
  }

  @Test
  void aRetryPolicyKeepsTheAnswerAndNeverRetriesTheQuestion() {
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "n",
                NodeOptions.defaults()
                    .withRetry(RetryPolicy.attempts(3).withInitialInterval(Duration.ZERO)),
                s -> {
                  hits.hit("n");
                  Object answer = interrupt("q");
                  if (hits.count("n") < 4) {
                    throw new IllegalStateException("again");
                  }
                  return set(S::y).to(answer);
                })
            .addEdge(START, "n")
            .compile(in(store));
    graph.invoke(input(0), t);
    assertThat(hits.count("n")).isEqualTo(1);
    assertThat(graph.invoke(resume("v"), t).value().y()).isEqualTo("v");
    assertThat(hits.count("n")).isEqualTo(4);
  }

  @Test
  void aTaskThatAskedIsNeverServedFromTheCache() {
    NodeOptions cached = NodeOptions.defaults().withCache(CachePolicy.forever());
    CompiledGraph<S> graph =
        graph()
            .addNode("work", cached, s -> hits.of("work", log("w")))
            .addNode(
                "ask",
                cached,
                s -> {
                  hits.hit("ask");
                  return set(S::y).to(interrupt("q"));
                })
            .addEdge(START, "work")
            .addEdge("work", "ask")
            .compile(in(store));
    graph.invoke(input(0), t);
    graph.invoke(resume("v"), t);
    assertThat(graph.invoke(input(0), thread("u")).isInterrupted())
        .as("LangGraph gives u the answer of t")
        .isTrue();
    assertThat(hits.count("work")).isEqualTo(1);
  }

  @Test
  void aQuestionPastItsDeadlineAnswersItselfWhenSomebodyLooks() {
    CompiledGraph<S> graph =
        node(
            s ->
                interrupt(
                    Prompts.approve("ok?").expiresAfter(Duration.ofNanos(1)).otherwise(false)));
    GraphOutput<S> paused = graph.invoke(input(0), t);
    assertThat(paused.interrupts().get(0).expiresAt()).isNotNull();
    GraphOutput<S> done = graph.invoke(t);
    assertThat(done.value().y()).isEqualTo(false);
    assertThat(done.notices()).singleElement().asString().contains("deadline");
    String id = paused.interrupts().get(0).id();
    assertThat(code(() -> graph.invoke(resumeAll(Map.of(id, true)), t)))
        .isEqualTo("answered-already");
  }

  @Test
  void aChangedGraphIsSaidBeforeTheAnswerIsUsed() {
    graph()
        .addNode("ask", s -> set(S::y).to(interrupt("q")))
        .addEdge(START, "ask")
        .compile(in(store))
        .invoke(input(0), t);
    CompiledGraph<S> edited =
        graph()
            .addNode("before", s -> log("before"))
            .addNode("ask", s -> set(S::y).to(interrupt("q")))
            .addEdge(START, "before")
            .addEdge("before", "ask")
            .compile(in(store));
    assertThat(code(() -> edited.invoke(resume("v"), t))).isEqualTo("graph-changed");
    assertThat(edited.invoke(resume("v"), t.withAcceptChanges(true)).value().y()).isEqualTo("v");

    RunnableConfig u = thread("u");
    node(s -> interrupt("q")).invoke(input(0), u);
    CompiledGraph<S> renamed =
        graph()
            .addNode("other", s -> set(S::y).to(interrupt("q")))
            .addEdge(START, "other")
            .compile(in(store));
    GraphException gone =
        catchThrowableOfType(GraphException.class, () -> renamed.invoke(resume("v"), u));
    assertThat(gone.code()).isEqualTo("graph-changed");
    assertThat(gone).hasMessageContaining("\"n\"").hasMessageContaining("other");
    assertThat(renamed.getState(u).next()).containsExactly("n");
    assertThat(renamed.getState(u).interrupts()).hasSize(1);
  }

  @Test
  void aGrowingListAsksOnlyWhatWasNotAnswered() {
    List<String> items = new ArrayList<>(List.of("a", "b"));
    CompiledGraph<S> graph =
        node(
            s ->
                List.copyOf(items).stream()
                    .map(item -> List.of(item, interrupt("Approve " + item + "?")))
                    .toList());
    graph.invoke(input(0), t);
    graph.invoke(resume("yes-to-a"), t);
    items.add(0, "z");
    GraphOutput<S> changed = graph.invoke(resume("yes-to-b"), t);
    assertThat(changed.interrupts().get(0).value())
        .as("LangGraph gives yes-to-a to z")
        .isEqualTo("Approve z?");
  }
}
