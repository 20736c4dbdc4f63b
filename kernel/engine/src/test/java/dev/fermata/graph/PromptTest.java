// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.S;
import dev.fermata.prompt.Approved;
import dev.fermata.prompt.Decision;
import dev.fermata.prompt.Prompts;
import dev.fermata.prompt.Rejected;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Typed questions: what is stored of them, and which answers they take. */
class PromptTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final RunnableConfig t = thread("t");
  private final AtomicReference<Object> got = new AtomicReference<>();

  private CompiledGraph<S> asking(Prompt<?> prompt) {
    return graph()
        .addNode(
            "ask",
            s -> {
              got.set(interrupt(prompt));
              return set(S::x).to(s.x() + 1);
            })
        .addEdge(START, "ask")
        .compile(in(store));
  }

  private Interrupt asked(CompiledGraph<S> graph) {
    graph.invoke(input(0), t);
    return Threads.pending(store, "t").get(0);
  }

  private Object answered(Prompt<?> prompt, Object answer) {
    CompiledGraph<S> graph = asking(prompt);
    graph.invoke(input(0), t);
    graph.invoke(resume(answer), t);
    return got.get();
  }

  record Email(String to, String subject, int urgency) {}

  enum Color {
    RED,
    GREEN
  }

  @Test
  void theStoredQuestionSaysEnoughForAForm() {
    Interrupt approve = asked(asking(Prompts.approve("Send it?", Map.of("to", "ann"))));
    assertThat(approve.kind()).isEqualTo("approve");
    assertThat(approve.title()).isEqualTo("Send it?");
    assertThat(approve.value())
        .isEqualTo(Map.of("question", "Send it?", "details", Map.of("to", "ann")));
    assertThat(approve.answerSchema()).isEqualTo(Map.of("type", "boolean"));

    Interrupt ask = asked(asking(Prompts.ask("How many?", Integer.class)));
    assertThat(ask.value()).isEqualTo("How many?");
    assertThat(ask.answerSchema().get("type")).isEqualTo("integer");

    Interrupt choose = asked(asking(Prompts.choose("Which?", Color.class)));
    assertThat(choose.value())
        .isEqualTo(Map.of("question", "Which?", "options", List.of("RED", "GREEN")));
    assertThat(choose.answerSchema()).isEqualTo(Map.of("enum", List.of("RED", "GREEN")));

    Interrupt review =
        asked(asking(Prompts.review("Send?", "send_email", new Email("a@b.c", "Hi", 1))));
    assertThat(review.value())
        .isEqualTo(
            Map.of(
                "action",
                "send_email",
                "to",
                "a@b.c",
                "subject",
                "Hi",
                "urgency",
                1,
                "message",
                "Send?"));
    assertThat(review.title()).isEqualTo("Send?");
  }

  @Test
  void answersBecomeTypedValues() {
    assertThat(answered(Prompts.approve("?"), true)).isEqualTo(true);
    assertThat(answered(Prompts.edit("Edit", "a"), "b")).isEqualTo("b");
    assertThat(answered(Prompts.edit("Edit", new Email("a", "b", 1)), new Email("c", null, 2)))
        .isEqualTo(new Email("c", null, 2));
    assertThat(answered(Prompts.ask("n?", Long.class), 5)).isEqualTo(5L);
    assertThat(answered(Prompts.ask("t?"), "text")).isEqualTo("text");
    assertThat(answered(Prompts.choose("?", Color.class), "GREEN")).isEqualTo(Color.GREEN);
    assertThat(answered(Prompts.choose("?", List.of(1, 2)), 2)).isEqualTo(2);
  }

  @Test
  void aReviewIsApprovedWithEditsOrRejectedWithAReason() {
    Email draft = new Email("a@b.c", "Hi", 1);
    Prompt<Decision<Email>> review = Prompts.review("Send?", draft);
    assertThat(answered(review, Map.of("action", "approve", "subject", "Ho")))
        .isEqualTo(new Approved<>(new Email("a@b.c", "Ho", 1)));
    assertThat(answered(review, true)).isEqualTo(new Approved<>(draft));
    assertThat(answered(review, Map.of("action", "reject", "message", "no")))
        .isEqualTo(new Rejected<Email>("no"));
    assertThat(answered(review, false)).isEqualTo(new Rejected<Email>(""));
  }

  @Test
  void answersThatDoNotFitAreRefused() {
    record Case(Prompt<?> prompt, List<Object> wrong) {}
    List<Case> cases =
        List.of(
            new Case(Prompts.approve("?"), Arrays.asList("yes", 1, null)),
            new Case(Prompts.choose("?", "a", "b"), Arrays.asList("c", null, 1)),
            new Case(Prompts.ask("?", Color.class), List.of("BLUE")),
            new Case(
                Prompts.ask("?", Email.class),
                List.of("x", Map.of("to", "a"), Map.of("urgency", "high"), Map.of("urgncy", 1))),
            new Case(
                Prompts.review("?", new Email("a", "b", 1)),
                List.of(
                    "approve",
                    Map.of("action", "aprove"),
                    Map.of("action", "approve", "urgency", "x"),
                    Map.of("action", "approve", "cc", "d"))));
    for (Case each : cases) {
      CompiledGraph<S> graph = asking(each.prompt());
      Interrupt pending = asked(graph);
      for (Object wrong : each.wrong()) {
        assertThatThrownBy(() -> graph.invoke(resume(wrong), t))
            .as(pending.kind() + " " + wrong)
            .isInstanceOf(GraphException.AnswerRefused.class)
            .extracting("code")
            .isEqualTo("wrong-answer");
      }
      assertThat(Threads.pending(store, "t")).containsExactly(pending);
    }
  }

  @Test
  void aPromptPassedAsAnObjectIsAPrompt() {
    Object prompt = Prompts.approve("?");
    CompiledGraph<S> graph =
        graph()
            .addNode("ask", s -> set(S::y).to(interrupt(prompt)))
            .addEdge(START, "ask")
            .compile(in(store));
    assertThat(graph.invoke(input(0), t).interrupts().get(0).kind()).isEqualTo("approve");
  }

  @Test
  void promptsThatOfferNothingAreRefusedWhereTheyAreMade() {
    assertThatThrownBy(() -> Prompts.choose("?", List.of())).hasMessageContaining("offers nothing");
    assertThatThrownBy(() -> Prompts.edit("?", null)).hasMessageContaining("Type.class");
  }
}
