// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.prompt.Prompts.approve;
import static dev.fermata.prompt.Prompts.edit;
import static dev.fermata.prompt.Prompts.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.prompt.Approved;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The patterns of LangGraph's "Interrupts" page, in the words of a cell. */
class InterruptTest {
  private final CompileOptions options =
      CompileOptions.defaults().withCheckpointer(new InMemoryCheckpointer());

  record Approval(String actionDetails, String status) {}

  private CompiledGraph<Approval> approval() {
    return new StateGraph<>(Approval.class)
        .addNode(
            "approval",
            state ->
                interrupt(approve("Approve this action?", state.actionDetails()))
                    ? goTo("proceed")
                    : goTo("cancel"),
            "proceed",
            "cancel")
        .addNode("proceed", state -> set(Approval::status).to("approved"))
        .addNode("cancel", state -> set(Approval::status).to("rejected"))
        .addEdge(START, "approval")
        .addEdge("proceed", END)
        .addEdge("cancel", END)
        .compile(options);
  }

  @Test
  void approvesOrRejects() {
    CompiledGraph<Approval> graph = approval();
    GraphOutput<Approval> paused =
        graph.invoke(new Approval("Transfer $500", "pending"), thread("approval-123"));
    assertThat(paused.isInterrupted()).isTrue();
    assertThat(paused.value()).isEqualTo(new Approval("Transfer $500", "pending"));
    assertThat(paused.next()).containsExactly("approval");
    Interrupt asked = paused.interrupts().get(0);
    assertThat(asked.id()).matches("[0-9a-f]{32}");
    assertThat(asked.value())
        .isEqualTo(Map.of("question", "Approve this action?", "details", "Transfer $500"));

    GraphOutput<Approval> done = graph.invoke(resume(true), thread("approval-123"));
    assertThat(done.isInterrupted()).isFalse();
    assertThat(done.isStopped()).isFalse();
    assertThat(done.value().status()).isEqualTo("approved");

    graph.invokeJson("{\"actionDetails\": \"Transfer $500\"}", thread("other"));
    assertThat(graph.invoke(resume(false), thread("other")).value().status()).isEqualTo("rejected");
  }

  record Draft(String text) {}

  @Test
  void reviewsAndEdits() {
    CompiledGraph<Draft> graph =
        new StateGraph<>(Draft.class)
            .addNode(
                "review",
                draft ->
                    set(Draft::text)
                        .to(interrupt(edit("Review and edit this content", draft.text()))))
            .addEdge(START, "review")
            .addEdge("review", END)
            .compile(options);
    graph.invoke(new Draft("Initial draft"), thread("t"));
    assertThat(graph.invoke(resume("Improved draft"), thread("t")).value())
        .isEqualTo(new Draft("Improved draft"));
  }

  record Email(String to, String subject, String body) {}

  record Outbox(List<String> log) {}

  private static String sendEmail(Email draft) {
    var decision = interrupt(review("Approve sending this email?", draft));
    if (decision instanceof Approved<Email> ok) {
      return "Email \"%s\" sent to %s".formatted(ok.value().subject(), ok.value().to());
    }
    return "Email cancelled by user";
  }

  @Test
  void asksInsideATool() {
    CompiledGraph<Outbox> graph =
        new StateGraph<>(Outbox.class)
            .reduce(Outbox::log, Fermata.append())
            .addNode(
                "agent",
                state ->
                    set(Outbox::log)
                        .to(
                            List.of(
                                sendEmail(
                                    new Email("user@example.com", "Meeting", "See you at 10")))))
            .addEdge(START, "agent")
            .addEdge("agent", END)
            .compile(options);
    GraphOutput<Outbox> paused = graph.invoke(new Outbox(null), thread("t"));
    assertThat(paused.interrupts().get(0).value())
        .isEqualTo(
            Map.of(
                "action", "email",
                "to", "user@example.com",
                "subject", "Meeting",
                "body", "See you at 10",
                "message", "Approve sending this email?"));
    assertThat(
            graph
                .invoke(
                    resume(Map.of("action", "approve", "subject", "Updated subject")), thread("t"))
                .value()
                .log())
        .containsExactly("Email \"Updated subject\" sent to user@example.com");
    graph.invoke(new Outbox(List.of()), thread("u"));
    assertThat(graph.invoke(resume(Map.of("action", "reject")), thread("u")).value().log())
        .containsExactly("Email cancelled by user");
  }

  record Form(Integer age) {}

  private static Command<Form> collectAge(Form form) {
    var prompt = "What is your age?";
    while (true) {
      var answer = interrupt(prompt);
      if (answer instanceof Integer age && age > 0) {
        return set(Form::age).to(age);
      }
      prompt = "'%s' is not a valid age. Please enter a positive number.".formatted(answer);
    }
  }

  @Test
  void validatesAndAsksAgain() {
    CompiledGraph<Form> graph =
        new StateGraph<>(Form.class)
            .addNode("collect_age", f -> collectAge(f))
            .addEdge(START, "collect_age")
            .addEdge("collect_age", END)
            .compile(options);
    graph.invoke(new Form(null), thread("t"));
    GraphOutput<Form> again = graph.invoke(resume("thirty"), thread("t"));
    assertThat(again.interrupts().get(0).value())
        .isEqualTo("'thirty' is not a valid age. Please enter a positive number.");
    assertThat(graph.invoke(resume(-5), thread("t")).interrupts().get(0).value())
        .isEqualTo("'-5' is not a valid age. Please enter a positive number.");
    assertThat(graph.invoke(resume(30), thread("t")).value()).isEqualTo(new Form(30));
  }
}
