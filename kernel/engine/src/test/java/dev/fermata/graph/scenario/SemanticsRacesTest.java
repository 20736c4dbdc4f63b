// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.logs;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.Command;
import dev.fermata.graph.Durability;
import dev.fermata.graph.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Semantics §2 row 4: several people answer one question at the same moment. */
class SemanticsRacesTest extends OnBench {
  private static final int ROUNDS = 25;
  private static final int PEOPLE = 4;

  private ExecutorService people;

  @BeforeEach
  void invitePeople() {
    people = Executors.newFixedThreadPool(PEOPLE);
  }

  @AfterEach
  void sendPeopleHome() {
    people.shutdownNow();
  }

  /** K10, C05: in LangGraph the code behind the question ran for each of them, 10 of 10 times. */
  @Test
  void exactlyOneOfSeveralDifferentAnswersWins() throws Exception {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("ask", Basics.asks(bench))
                .addNode("c", logs("c"))
                .addEdge(START, "ask")
                .addEdge("ask", "c")
                .addEdge("c", END));
    for (int round = 0; round < ROUNDS; round++) {
      var config = thread("t" + round);
      var id = id(graph.invoke(x(0), config));
      var outcomes =
          together(person -> () -> graph.invoke(resumeAll(Map.of(id, "answer " + person)), config));
      var winners = outcomes.stream().filter(outcome -> !isRefusal(outcome)).toList();
      assertThat(winners).as("round %d: %s", round, outcomes).hasSize(1);
      var state = graph.getState(config);
      assertThat(state.next()).isEmpty();
      assertThat(state.values().log()).containsExactly("c");
      assertThat(bench.hits("behind the question")).isEqualTo(round + 1);
    }
  }

  @Test
  void oneValueForTheOnlyQuestionIsTakenOnce() throws Exception {
    var graph =
        bench.compile(Basics.one("ask", state -> y(List.of(interrupt("q1"), interrupt("q2")))));
    for (int round = 0; round < ROUNDS; round++) {
      var config = thread("t" + round);
      var first = id(graph.invoke(x(0), config));
      together(person -> () -> graph.invoke(resumeAll(Map.of(first, "A" + person)), config));
      var state = graph.getState(config);
      assertThat(state.interrupts()).as("round %d", round).hasSize(1);
      assertThat(state.interrupts().get(0).value()).isEqualTo("q2");
      graph.invoke(resume("B"), config);
    }
  }

  /**
   * Neither sees what the other's run comes to, so neither knows by itself that all is answered.
   */
  @Test
  void whoAnswerDifferentQuestionsAtOnceDoNotBothWaitForTheOther() throws Exception {
    var running = new AtomicReference<Map<String, CountDownLatch>>();
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", state -> asksBeside("a", running))
                .addNode("b", state -> asksBeside("b", running))
                .addNode("c", logs("c"))
                .addEdge(START, "a")
                .addEdge(START, "b")
                .addEdge(List.of("a", "b"), "c")
                .addEdge("c", END));
    for (int round = 0; round < ROUNDS; round++) {
      var config = thread("t" + round);
      var asked = graph.invoke(x(0), config).interrupts();
      running.set(Map.of("a", new CountDownLatch(1), "b", new CountDownLatch(1)));
      var outcomes = new ArrayList<Future<?>>();
      for (var question : asked) {
        var answer = Map.<String, Object>of(question.id(), "yes");
        outcomes.add(people.submit(() -> graph.invoke(resumeAll(answer), config)));
      }
      for (var outcome : outcomes) {
        endsOrGivesWay(outcome);
      }
      var state = graph.getState(config);
      assertThat(state.next()).as("round %d", round).isEmpty();
      assertThat(state.values().log()).containsExactly("a", "b", "c");
    }
  }

  private static Command<Basic> asksBeside(
      String name, AtomicReference<Map<String, CountDownLatch>> running) throws Exception {
    interrupt(name);
    var both = running.get();
    both.get(name).countDown();
    for (var each : both.values()) {
      assertThat(each.await(30, TimeUnit.SECONDS)).isTrue();
    }
    return log(name);
  }

  /** Both may find that all is done, and go on; then one of them is refused. */
  private static void endsOrGivesWay(Future<?> run) throws InterruptedException {
    try {
      run.get();
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              GraphException.class, refused -> assertThat(refused.code()).isEqualTo("busy"));
    }
  }

  /** The ids of checkpoints are counts, so the old run's next one would fit the new thread. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void aRunOfADeletedThreadStoresNothingInTheThreadBegunAnewUnderItsId(Durability mode)
      throws Exception {
    var reached = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", logs("a"))
                .addNode(
                    "hold",
                    state -> {
                      if (state.x().equals(1)) {
                        reached.countDown();
                        free.await();
                      }
                      return y("held " + state.x());
                    })
                .addEdge(START, "a")
                .addEdge("a", "hold")
                .addEdge("hold", END));
    var config = thread("t").withDurability(mode);
    graph.invoke(x(0), config);
    var old = people.submit(() -> graph.invoke(x(1), config));
    try {
      reached.await();
      assertThat(bench.checkpointer().deleteThread("t")).isTrue();
      graph.invoke(x(2), config);
      if (mode != Durability.EXIT) { // the old run has stored its input and its first superstep
        graph.invoke(x(3), config.interruptBefore("hold"));
      }
    } finally {
      free.countDown();
    }
    var before = graph.getStateHistory(config).toList();

    assertThatThrownBy(old::get)
        .cause()
        .isInstanceOfSatisfying(GraphException.class, e -> assertThat(e.code()).isEqualTo("busy"))
        .hasMessageContaining("begun anew");

    assertThat(graph.getStateHistory(config).toList()).isEqualTo(before);
    assertThat(graph.invoke(x(4), config).value().y()).isEqualTo("held 4");
  }

  @Test
  void answersAreNeitherLostNorUsedTwiceWhileThreadsArePrunedCopiedAndCompacted() throws Exception {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("a", logs("a"))
                .addNode("ask", Basics.asks(bench))
                .addEdge(START, "a")
                .addEdge("a", "ask")
                .addEdge("ask", END));
    var done = new AtomicBoolean();
    var keeper = people.submit(() -> keepHouse(bench.checkpointer(), done));
    try {
      for (int round = 0; round < ROUNDS; round++) {
        var original = thread("t" + round);
        var copy = thread("copy of t" + round);
        graph.invoke(x(round), original);
        bench.checkpointer().copyThread(original.thread(), copy.thread());
        for (var config : List.of(original, copy)) {
          var end = graph.invoke(resume("v"), config);
          assertThat(end.value()).isEqualTo(new Basic(round, "v", List.of("a")));
          assertThat(graph.getState(config).values()).isEqualTo(end.value());
        }
      }
    } finally {
      done.set(true);
    }
    keeper.get();
    assertThat(bench.hits("behind the question")).isEqualTo(2 * ROUNDS);
  }

  private static void keepHouse(Checkpointer store, AtomicBoolean done) {
    for (int round = 0; !done.get(); round++) {
      for (var each : store.threads(null)) {
        store.prune(each.thread(), 1);
      }
      if (store instanceof LmdbCheckpointer file && round % 5 == 0) {
        file.compact();
      }
    }
  }

  private static boolean isRefusal(Object outcome) {
    return outcome instanceof GraphException refusal
        && (refusal.code().equals("answered-already") || refusal.code().equals("busy"));
  }

  private interface Person {
    Callable<?> acts(int person);
  }

  /** What each got, or was told. */
  private List<Object> together(Person acts) throws Exception {
    var start = new CyclicBarrier(PEOPLE);
    var tasks =
        IntStream.range(0, PEOPLE)
            .<Callable<Object>>mapToObj(
                person ->
                    () -> {
                      start.await();
                      try {
                        return acts.acts(person).call();
                      } catch (GraphException refusal) {
                        return refusal;
                      }
                    })
            .toList();
    var outcomes = new ArrayList<Object>();
    for (var future : people.invokeAll(tasks)) {
      outcomes.add(future.get());
    }
    return outcomes;
  }
}
