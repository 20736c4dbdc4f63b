// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers: which questions they reach, and what becomes of those that reach none. */
class ResumeTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();

  private CompiledGraph<S> asking() {
    return Graphs.chain(hits).compile(in(store));
  }

  private CompiledGraph<S> twoBranches() {
    return graph()
        .addNode("p", s -> ask("p"))
        .addNode("q", s -> ask("q"))
        .addNode("join", s -> set(S::y).to(s.log()))
        .addEdge(START, "p")
        .addEdge(START, "q")
        .addEdge(List.of("p", "q"), "join")
        .addEdge("join", END)
        .compile(in(store));
  }

  private Command<S> ask(String node) {
    hits.hit(node);
    return Graphs.log(node + "=" + interrupt("ask " + node));
  }

  @Test
  void answersOfEveryJsonKindReachTheNode() {
    List<Object> answers =
        Arrays.asList(
            null, false, 0, 0.5, "", List.of(), Map.of(), Map.of("a", List.of(1)), 1L << 60);
    CompiledGraph<S> graph = asking();
    for (int i = 0; i < answers.size(); i++) {
      RunnableConfig config = thread("t" + i);
      graph.invoke(input(1), config);
      assertThat(graph.invoke(resume(answers.get(i)), config).value().y())
          .isEqualTo(answers.get(i));
    }
  }

  @Test
  void theNodeRunsAgainFromItsStartOncePerAnswer() {
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "form",
                s -> {
                  hits.hit("start");
                  Object name = interrupt("name?");
                  Object age = interrupt("age?");
                  return set(S::y).to(List.of(name, age));
                })
            .addEdge(START, "form")
            .compile(in(store));
    List<String> ids = new ArrayList<>();
    ids.add(graph.invoke(input(0), thread("t")).interrupts().get(0).id());
    GraphOutput<S> second = graph.invoke(resume("Ann"), thread("t"));
    ids.add(second.interrupts().get(0).id());
    assertThat(graph.invoke(resume(30), thread("t")).value().y()).isEqualTo(List.of("Ann", 30));
    assertThat(hits.count("start")).isEqualTo(3);
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void continuingAsksTheSameQuestionUnderTheSameId() {
    CompiledGraph<S> graph = asking();
    Interrupt first = graph.invoke(input(1), thread("t")).interrupts().get(0);
    long checkpoints = graph.getStateHistory(thread("t")).count();
    assertThat(graph.invoke(thread("t")).interrupts()).containsExactly(first);
    assertThat(graph.getStateHistory(thread("t")).count()).isEqualTo(checkpoints);
    assertThat(graph.getState(thread("t")).interrupts()).containsExactly(first);
  }

  @Test
  void newInputDropsTheQuestionAndStartsAnew() {
    CompiledGraph<S> graph = asking();
    Interrupt first = graph.invoke(input(1), thread("t")).interrupts().get(0);
    GraphOutput<S> again = graph.invoke(input(2), thread("t"));
    assertThat(again.value().log()).containsExactly("a1", "a2");
    assertThat(again.interrupts().get(0).value()).isEqualTo("q x=2");
    assertThat(again.interrupts().get(0).id()).isNotEqualTo(first.id());
    assertThatThrownBy(() -> graph.invoke(resumeAll(Map.of(first.id(), "late")), thread("t")))
        .isInstanceOf(GraphException.AnswerRefused.class)
        .hasMessageContaining(first.id());
    GraphOutput<S> done = graph.invoke(resume("v"), thread("t"));
    assertThat(done.value().log()).containsExactly("a1", "a2", "ask=v", "c");
  }

  @Test
  void severalQuestionsWantTheirIdsAndConsumeNothingElse() {
    CompiledGraph<S> graph = twoBranches();
    List<Interrupt> asked = graph.invoke(input(0), thread("t")).interrupts();
    assertThat(asked).extracting(Interrupt::value).containsExactly("ask p", "ask q");
    GraphException refused =
        catchThrowableOfType(GraphException.class, () -> graph.invoke(resume("one"), thread("t")));
    assertThat(refused.code()).isEqualTo("several-pending");
    assertThat(refused)
        .hasMessageContaining(asked.get(0).id())
        .hasMessageContaining(asked.get(1).id());
    assertThat(graph.getState(thread("t")).interrupts()).isEqualTo(asked);

    GraphOutput<S> half = graph.invoke(resumeAll(Map.of(asked.get(0).id(), "P")), thread("t"));
    assertThat(half.interrupts()).containsExactly(asked.get(1));
    assertThat(half.value().log()).containsExactly("p=P");
    assertThat(hits.count("q")).as("LangGraph runs the unanswered branch again").isEqualTo(1);
    StateSnapshot<S> state = graph.getState(thread("t"));
    assertThat(state.values()).isEqualTo(half.value());
    assertThat(state.next()).containsExactly("q");
    assertThat(state.tasks().get(0).result()).isEqualTo(Map.of("log", List.of("p=P")));

    GraphOutput<S> done = graph.invoke(resume("Q"), thread("t"));
    assertThat(done.value().y()).isEqualTo(List.of("p=P", "q=Q"));
    assertThat(hits.count("p")).isEqualTo(2);
  }

  @Test
  void anEqualRepeatedAnswerGivesTheStoredResultAndRunsNothing() {
    CompiledGraph<S> graph = asking();
    String id = graph.invoke(input(1), thread("t")).interrupts().get(0).id();
    GraphOutput<S> first = graph.invoke(resumeAll(Map.of(id, "v")), thread("t"));
    GraphOutput<S> second = graph.invoke(resumeAll(Map.of(id, "v")), thread("t"));
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(second.notices()).singleElement().asString().contains(id).contains("same value");
    assertThat(hits.count("ask")).isEqualTo(2);
    assertThat(hits.count("c")).isEqualTo(1);
  }

  @Test
  void anotherRepeatedAnswerIsToldWhoWasFirst() {
    CompiledGraph<S> graph = asking();
    RunnableConfig ann =
        thread("t").withLabels(Map.of("user", "ann", "host", "desk", "kernel", "k1"));
    String id = graph.invoke(input(1), ann).interrupts().get(0).id();
    graph.invoke(resumeAll(Map.of(id, "v")), ann);
    GraphException.AnsweredAlready refused =
        catchThrowableOfType(
            GraphException.AnsweredAlready.class,
            () -> graph.invoke(resumeAll(Map.of(id, "w")), thread("t")));
    assertThat(refused.answer().by()).isEqualTo("ann@desk (kernel k1)");
    assertThat(refused.answer().value().toString()).isEqualTo("\"v\"");
    assertThat(Threads.answer(store, "t", id)).contains(refused.answer());
  }

  @Test
  void anOldIdNeverAnswersTheNextQuestion() {
    CompiledGraph<S> graph =
        graph()
            .addNode("n", s -> set(S::y).to(List.of(interrupt("q1"), interrupt("q2"))))
            .addEdge(START, "n")
            .compile(in(store));
    String first = graph.invoke(input(0), thread("t")).interrupts().get(0).id();
    graph.invoke(resumeAll(Map.of(first, "A")), thread("t"));
    assertThatThrownBy(() -> graph.invoke(resumeAll(Map.of(first, "B")), thread("t")))
        .as("LangGraph gives 'B' to q2")
        .isInstanceOf(GraphException.AnsweredAlready.class);
    assertThat(graph.invoke(resume("C"), thread("t")).value().y()).isEqualTo(List.of("A", "C"));
  }

  @Test
  void resumingWhatDoesNotWaitIsANamedError() {
    CompiledGraph<S> graph = asking();
    assertThat(code(() -> graph.invoke(resume(1), thread("nobody")))).isEqualTo("unknown-thread");
    assertThat(code(() -> graph.invoke(thread("nobody")))).isEqualTo("unknown-thread");
    graph.invoke(input(1), thread("approval-1"));
    assertThatThrownBy(() -> graph.invoke(resume(1), thread("aproval-1")))
        .hasMessageContaining("\"approval-1\"");
    graph.invoke(resume("v"), thread("approval-1"));
    assertThat(code(() -> graph.invoke(resume("w"), thread("approval-1"))))
        .isEqualTo("thread-finished");
    assertThat(graph.invoke(thread("approval-1")).notices()).isNotEmpty();
    assertThat(hits.count("c")).isEqualTo(1);
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(GraphException.class, call).code();
  }

  @Test
  void aMapWithoutIdsIsOneAnswer() {
    CompiledGraph<S> graph = asking();
    graph.invoke(input(1), thread("t"));
    Map<String, Object> answer = Collections.singletonMap("note", null);
    assertThat(graph.invoke(resume(answer), thread("t")).value().y()).isEqualTo(answer);
  }

  @Test
  void updateAndAnswerInOneCommandApplyTheUpdateFirst() {
    CompiledGraph<S> graph = asking();
    graph.invoke(input(1), thread("t"));
    GraphOutput<S> done = graph.invoke(resume("v").and(set(S::x).to(2)), thread("t"));
    assertThat(done.value().x()).isEqualTo(2);
    assertThat(done.value().y()).isEqualTo("v");
  }

  @Test
  void updateAloneAsksAgainAboutTheNewState() {
    CompiledGraph<S> graph = asking();
    Interrupt old = graph.invoke(input(1), thread("t")).interrupts().get(0);
    GraphOutput<S> again = graph.invoke(set(S::x).to(2), thread("t"));
    assertThat(again.interrupts().get(0).value()).isEqualTo("q x=2");
    assertThat(again.interrupts().get(0).id()).isNotEqualTo(old.id());
    assertThat(graph.getState(thread("t")).values().x()).isEqualTo(2);
    assertThatThrownBy(() -> graph.invoke(resumeAll(Map.of(old.id(), "old text")), thread("t")))
        .as("the old form asked about x=1")
        .isInstanceOf(GraphException.AnswerRefused.class);
    assertThat(graph.invoke(resume("v"), thread("t")).value().y()).isEqualTo("v");
  }

  @Test
  void goToBesideAnAnswerAddsATask() {
    CompiledGraph<S> graph =
        graph()
            .addNode("ask", s -> Graphs.log("ask").and(set(S::y).to(interrupt("q"))))
            .addNode("other", s -> Graphs.log("other " + s.x()))
            .addEdge(START, "ask")
            .compile(in(store));
    graph.invoke(input(1), thread("t"));
    assertThat(graph.invoke(resume("v").and(goTo("other")), thread("t")).value())
        .isEqualTo(new S(1, "v", List.of("ask", "other 1")));
    graph.invoke(input(1), thread("u"));
    assertThat(
            graph
                .invoke(resume("v").and(Fermata.send("other", input(9))), thread("u"))
                .value()
                .log())
        .containsExactly("ask", "other 9");
    graph.invoke(input(1), thread("w"));
    assertThat(code(() -> graph.invoke(resume("v").and(goTo("othr")), thread("w"))))
        .isEqualTo("unknown-node");
    assertThat(graph.getState(thread("w")).interrupts()).hasSize(1);
  }

  @Test
  void theListOfThreadsFollowsTheRun() {
    CompiledGraph<S> graph = asking();
    graph.invoke(input(1), thread("t"));
    ThreadInfo row = store.thread("t").orElseThrow();
    assertThat(row.status()).isEqualTo(ThreadInfo.Status.PAUSED);
    assertThat(row.waiting())
        .singleElement()
        .extracting("node", "title")
        .containsExactly("ask", "q x=1");
    assertThat(Threads.pending(store, "t")).isEqualTo(graph.getState(thread("t")).interrupts());
    graph.invoke(resume("v"), thread("t"));
    assertThat(store.thread("t").orElseThrow().status()).isEqualTo(ThreadInfo.Status.FINISHED);
    assertThat(Threads.pending(store, "t")).isEmpty();
  }

  @Test
  void oneOfTwoSimultaneousAnswersWins() throws Exception {
    CompiledGraph<S> graph = asking();
    for (int round = 0; round < 20; round++) {
      RunnableConfig config = thread("t" + round);
      String id = graph.invoke(input(1), config).interrupts().get(0).id();
      List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
      List<Thread> racers = new ArrayList<>();
      for (String answer : List.of("A", "B")) {
        racers.add(
            new Thread(
                () -> {
                  try {
                    graph.invoke(resumeAll(Map.of(id, answer)), config);
                    outcomes.add(answer);
                  } catch (GraphException.AnsweredAlready e) {
                    outcomes.add("lost to " + e.answer().value());
                  }
                }));
      }
      racers.forEach(Thread::start);
      for (Thread racer : racers) {
        racer.join();
      }
      Object winner = graph.getState(config).values().y();
      assertThat(outcomes).containsExactlyInAnyOrder((String) winner, "lost to \"" + winner + "\"");
    }
    assertThat(hits.count("c")).as("the code after the question").isEqualTo(20);
  }
}
