// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.once;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.prompt.Prompts.approve;
import static dev.fermata.prompt.Prompts.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Node;
import dev.fermata.graph.OnChangedQuestion;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.Send;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Semantics §1 rules 2 and 6; §2 rows 1, 10, 11 and 18: what is asked and what answers it. */
class SemanticsQuestionsTest extends OnBench {
  private static final RunnableConfig T = thread("t");
  private static final RunnableConfig ASKING = T.onChangedQuestion(OnChangedQuestion.ASK);

  private CompiledGraph<Basic> graph(Node<Basic> node) {
    return bench.compile(
        Basics.one(
            "n",
            state -> {
              bench.hit("n");
              return node.run(state);
            }));
  }

  /** L14. */
  @Test
  void nQuestionsMakeTheNodeRunNPlusOneTimes() {
    var graph =
        graph(
            state -> {
              var answers = new ArrayList<Object>();
              for (int i = 0; i < 20; i++) {
                answers.add(interrupt("q" + i));
              }
              return y(answers);
            });
    graph.invoke(x(0), T);
    for (int i = 0; i < 19; i++) {
      assertThat(asked(graph.invoke(resume(i), T))).containsExactly("q" + (i + 1));
    }
    assertThat((List<?>) graph.invoke(resume(19), T).value().y()).hasSize(20);
    assertThat(bench.hits("n")).isEqualTo(21);
  }

  /** C02: answers of every JSON kind, over a restart. */
  @Test
  void answersOfEveryKindReachTheNodeAsTheyAre() {
    var nested = new LinkedHashMap<String, Object>();
    nested.put("a", Arrays.asList(1, null, Map.of("b", false)));
    nested.put("", "empty key");
    var answers =
        Arrays.asList(
            "text",
            "",
            "null",
            0,
            -1,
            2.5,
            9007199254740993L,
            BigInteger.TWO.pow(80),
            new BigDecimal("0.1000000000000000055511151231257827"),
            true,
            false,
            null,
            List.of(),
            Map.of(),
            nested,
            "héllo ✅ \u0000 \u202e",
            List.of(List.of(List.of())));
    for (int i = 0; i < answers.size(); i++) {
      var config = thread("t" + i);
      Node<Basic> two = state -> y(Arrays.asList(interrupt("q1"), interrupt("q2")));
      graph(two).invoke(x(0), config);
      graph(two).invoke(resume(answers.get(i)), config);
      bench.restart();
      var finished = graph(two).invoke(resume("end"), config);
      assertThat(finished.value().y()).isEqualTo(Arrays.asList(answers.get(i), "end"));
    }
  }

  /** Row 1 in a plain program and in batch. */
  @Test
  void aChangedQuestionIsAnErrorByDefaultAndTheAnswerIsNotUsed() {
    var text = new AtomicReference<>("Transfer $5");
    var paid = new ArrayList<Object>();
    var graph =
        graph(
            state -> {
              var question = text.get();
              if (interrupt(question).equals("yes")) {
                paid.add(question);
              }
              return y("done");
            });
    graph.invoke(x(0), T);
    text.set("Transfer $5000");
    assertThat(refused("question-changed", () -> graph.invoke(resume("yes"), T)))
        .hasMessageContaining("Transfer $5000")
        .hasMessageContaining("once(");
    assertThat(paid).isEmpty();
    var again = graph.invoke(ASKING);
    assertThat(asked(again)).containsExactly("Transfer $5000");
    assertThat(again.interrupts().get(0).previous().value()).isEqualTo("Transfer $5");
    assertThat(again.interrupts().get(0).previous().answer()).isEqualTo("yes");
    graph.invoke(resume("no"), T);
    assertThat(paid).isEmpty();
  }

  /** Row 1: a model writes another mail on the re-run; LangGraph sends the one nobody saw. */
  @Test
  void aDraftThatVariesIsAskedAgainUnlessItIsMadeOnce() {
    var drafts = new AtomicInteger();
    Node<Basic> varying =
        state -> {
          var draft = "mail " + drafts.incrementAndGet();
          return y(List.of(draft, interrupt("Send " + draft + "?")));
        };
    var graph = graph(varying);
    graph.invoke(x(0), ASKING);
    var changed = graph.invoke(resume("yes"), ASKING);
    assertThat(asked(changed)).containsExactly("Send mail 2?");
    Node<Basic> cured =
        state -> {
          var draft = once("draft", () -> "mail " + drafts.incrementAndGet());
          return y(List.of(draft, interrupt("Send " + draft + "?")));
        };
    var config = thread("cured");
    var first = asked(graph(cured).invoke(x(0), config)).get(0);
    var sent = graph(cured).invoke(resume("yes"), config).value().y();
    assertThat(first).isEqualTo("Send " + ((List<?>) sent).get(0) + "?");
  }

  @Test
  void aQuestionWithAKeyMayChangeItsWording() {
    var count = new AtomicInteger();
    var graph =
        graph(
            state ->
                y(interrupt(approve("Asked " + count.incrementAndGet() + " times").key("go"))));
    graph.invoke(x(0), T);
    assertThat(graph.invoke(resume(true), T).value().y()).isEqualTo(true);
  }

  /** Row 10, A07. */
  @Test
  void catchingExceptionDoesNotCatchThePause() {
    var graph =
        graph(
            state -> {
              try {
                return y(interrupt("q"));
              } catch (Exception e) {
                return y("caught");
              }
            });
    assertThat(asked(graph.invoke(x(0), T))).containsExactly("q");
    assertThat(graph.invoke(resume("v"), T).value().y()).isEqualTo("v");
  }

  @Test
  void aPauseSwallowedByCatchThrowableIsDetected() {
    var graph =
        graph(
            state -> {
              try {
                interrupt("q");
              } catch (Throwable t) {
                bench.hit("swallowed");
              }
              return y("went on");
            });
    refused("interrupt-swallowed", () -> graph.invoke(x(0), T));
    assertThat(graph.getState(T).values().y()).isNull();
  }

  @Test
  void interruptOnAnotherThreadIsRefused() {
    var graph = graph(state -> y(CompletableFuture.supplyAsync(() -> interrupt("q")).join()));
    refused("node-failed", () -> graph.invoke(x(0), T));
    refused("interrupt-outside-node", () -> interrupt("q"));
  }

  /** L06, A14. */
  @Test
  void aPayloadThatIsNotJsonIsRefusedWithItsPlaceAndType() {
    var graph =
        graph(state -> y(interrupt(Map.of("items", List.of(1, Map.of("socket", new Socket()))))));
    assertThat(refused("not-json", () -> graph.invoke(x(0), T)))
        .hasMessageContaining("items[1].socket")
        .hasMessageContaining("java.net.Socket");
    assertThat(graph.getState(T).interrupts()).isEmpty();
  }

  @Test
  void aCyclicPayloadIsRefusedWithItsPlace() {
    var cycle = new ArrayList<Object>();
    cycle.add(cycle);
    var graph = graph(state -> y(interrupt(Map.of("loop", cycle))));
    assertThat(refused("not-json", () -> graph.invoke(x(0), T))).hasMessageContaining("loop");
  }

  @Test
  void aPayloadThatChangesAfterTheQuestionDoesNotChangeTheQuestion() {
    var payload = new ArrayList<>(List.of("a"));
    var graph = graph(state -> y(interrupt(payload)));
    var paused = graph.invoke(x(0), T);
    payload.add("b");
    assertThat(asked(paused)).containsExactly(List.of("a"));
    assertThat(graph.getState(T).interrupts()).isEqualTo(paused.interrupts());
  }

  @Test
  void aWrongTypeIsRefusedAndTheQuestionStays() {
    var graph = graph(state -> y(interrupt(ask("age?", Integer.class))));
    var paused = graph.invoke(x(0), T);
    refused("wrong-answer", () -> graph.invoke(resume("thirty"), T));
    assertThat(graph.getState(T).interrupts()).isEqualTo(paused.interrupts());
    assertThat(graph.invoke(resume(30), T).value().y()).isEqualTo(30);
  }

  /** F02: LangGraph shows one question of two and may swap the answers. */
  @Test
  void twoToolsThatAskSideBySideEachGetTheirOwnAnswer() {
    var graph =
        bench.compile(
            Basics.graph()
                .addNode("agent", Basics.logs("agent"))
                .addNode("tool", state -> Basics.log(state.x() + "=" + interrupt(state.x())))
                .addConditionalEdges(
                    "agent",
                    state -> List.of(new Send("tool", x("circle")), new Send("tool", x("square"))))
                .addEdge(START, "agent")
                .addEdge("tool", END));
    var paused = graph.invoke(x(0), T);
    assertThat(asked(paused)).containsExactly("circle", "square");
    var answers = Map.of(paused.interrupts().get(1).id(), 4, paused.interrupts().get(0).id(), 0);
    assertThat(graph.invoke(resumeAll(answers), T).value().log())
        .containsExactly("agent", "circle=0", "square=4");
  }

  /** Row 18. */
  @Test
  void aDeadlineIsDecidedWhenSomebodyComesBack() {
    var graph =
        graph(
            state -> y(interrupt(approve("q").expiresAfter(Duration.ofNanos(1)).otherwise(false))));
    var paused = graph.invoke(x(0), T);
    var deadline = paused.interrupts().get(0).expiresAt();
    while (!Instant.now().minusMillis(1).isAfter(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(graph.invoke(T).value().y()).isEqualTo(false);
  }

  @Test
  void aDeadlineThatHasNotPassedLeavesTheQuestion() {
    var graph =
        graph(
            state ->
                y(interrupt(approve("q").expiresAfter(Duration.ofDays(400)).otherwise(false))));
    graph.invoke(x(0), T);
    assertThat(graph.invoke(T).isInterrupted()).isTrue();
    assertThat(graph.invoke(resume(true), T).value().y()).isEqualTo(true);
  }
}
