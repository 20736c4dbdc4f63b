// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.scenario.Basics.log;
import static dev.fermata.graph.scenario.Basics.x;
import static dev.fermata.graph.scenario.Basics.y;
import static dev.fermata.graph.scenario.Shape.array;
import static dev.fermata.graph.scenario.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.Command;
import dev.fermata.graph.StateGraph;
import dev.fermata.graph.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A01 to A08 and A16 to A18: the patterns of LangGraph's page on interrupts. */
final class Pauses {
  private Pauses() {}

  static Map<String, Scenario> all() {
    return Map.of(
        "A01", Pauses::asksAndResumes,
        "A02", Pauses::approvesOrRejects,
        "A03", Pauses::reviewsAndEdits,
        "A04", Pauses::asksInATool,
        "A05", Pauses::validatesInALoop,
        "A06", Pauses::asksThreeTimes,
        "A16", Pauses::repeatsSideEffectsBeforeAQuestion,
        "A17", Pauses::runsSideEffectsOfOtherNodesOnce,
        "A18", Pauses::asksInASubgraphCalledAsAFunction);
  }

  private static Object asksAndResumes(Bench bench) {
    var graph =
        Basics.one(
            "ask",
            state -> {
              bench.hit("ask");
              var answer = interrupt("Do you approve?");
              bench.hit("after");
              return y(answer).set(Basic::log).to(List.of("ask"));
            });
    var run = bench.session(graph);
    return object(
        "invoke", run.invoke(x(1)),
        "state", run.state(),
        "resume", run.resume(true),
        "state2", run.state(),
        "hits", bench.hits());
  }

  private record Approval(String details, String status) {}

  private static Object approvesOrRejects(Bench bench) {
    var graph =
        bench.compile(
            new StateGraph<>(Approval.class)
                .addNode("approval", Pauses::askForApproval, "proceed", "cancel")
                .addNode("proceed", state -> set(Approval::status).to("approved"))
                .addNode("cancel", state -> set(Approval::status).to("rejected"))
                .addEdge(START, "approval")
                .addEdge("proceed", END)
                .addEdge("cancel", END));
    var input = new Approval("Transfer $500", "pending");
    var one = bench.session(graph, "1");
    var two = bench.session(graph, "2");
    return object(
        "t1", array(one.invoke(input), one.resume(true)),
        "t2", array(two.invoke(input), two.resume(false)));
  }

  private static Command<Approval> askForApproval(Approval state) {
    var approved =
        (boolean) interrupt(Map.of("question", "Approve this action?", "details", state.details()));
    return approved ? goTo("proceed") : goTo("cancel");
  }

  private record Draft(String text) {}

  private static Object reviewsAndEdits(Bench bench) {
    var graph =
        new StateGraph<>(Draft.class)
            .addNode(
                "review",
                draft ->
                    set(Draft::text)
                        .to(
                            (String)
                                interrupt(
                                    Map.of(
                                        "instruction",
                                        "Review and edit this content",
                                        "content",
                                        draft.text()))))
            .addEdge(START, "review")
            .addEdge("review", END);
    var run = bench.session(graph);
    return array(run.invoke(new Draft("Initial draft")), run.resume("Improved draft"));
  }

  private static Object asksInATool(Bench bench) {
    var sent = new ArrayList<List<String>>();
    var graph =
        bench.compile(
            Basics.one("agent", state -> y(sendEmail(sent, "user@example.com", "Meeting"))));
    var one = bench.session(graph, "1");
    var two = bench.session(graph, "2");
    return object(
        "t1",
            array(one.invoke(x(0)), one.resume(Map.of("action", "approve", "subject", "Updated"))),
        "t2", array(two.invoke(x(0)), two.resume(Map.of("action", "reject"))),
        "sent", sent);
  }

  private static String sendEmail(List<List<String>> sent, String to, String subject) {
    var response =
        (Map<?, ?>)
            interrupt(
                Map.of(
                    "action",
                    "send_email",
                    "to",
                    to,
                    "subject",
                    subject,
                    "message",
                    "Approve sending this email?"));
    if ("approve".equals(response.get("action"))) {
      var edited = response.get("subject");
      sent.add(List.of(to, edited == null ? subject : (String) edited));
      return "Email sent to " + to;
    }
    return "Email cancelled by user";
  }

  private record Form(Integer age) {}

  private static Object validatesInALoop(Bench bench) {
    var seen = new ArrayList<List<Object>>();
    var graph =
        new StateGraph<>(Form.class)
            .addNode("age", form -> collectAge(bench, seen))
            .addEdge(START, "age")
            .addEdge("age", END);
    var run = bench.session(graph);
    return object(
        "invoke", run.invokeJson("{\"age\": null}"),
        "resume 'thirty'", run.resume("thirty"),
        "state after 'thirty'", run.state(),
        "resume -5", run.resume(-5),
        "state after -5", run.state(),
        "resume 30", run.resume(30),
        "state after 30", run.state(),
        "node_executions", bench.hits("age"),
        "interrupt_returns_seen", seen);
  }

  private static Command<Form> collectAge(Bench bench, List<List<Object>> seen) {
    bench.hit("age");
    var answers = new ArrayList<Object>();
    var prompt = "What is your age?";
    while (true) {
      var answer = interrupt(prompt);
      answers.add(answer);
      seen.add(List.copyOf(answers));
      if (answer instanceof Integer age && age > 0) {
        return set(Form::age).to(age);
      }
      prompt = "'" + answer + "' is not a valid age. Please enter a positive number.";
    }
  }

  private static Object asksThreeTimes(Bench bench) {
    var graph =
        Basics.one(
            "form",
            state -> {
              bench.hit("start");
              var name = interrupt("name?");
              bench.hit("after1");
              var age = interrupt("age?");
              bench.hit("after2");
              var city = interrupt("city?");
              return y(List.of(name, age, city));
            });
    var run = bench.session(graph);
    return object(
        "runs", array(run.invoke(x(0)), run.resume("Ann"), run.resume(30), run.resume("Rome")),
        "hits", bench.hits());
  }

  private static Object repeatsSideEffectsBeforeAQuestion(Bench bench) {
    var effects = new ArrayList<String>();
    var graph =
        Basics.one(
            "n",
            state -> {
              effects.add("before");
              var first = interrupt("ok?");
              effects.add("mid");
              var second = interrupt("sure?");
              effects.add("after");
              return y(List.of(first, second));
            });
    var run = bench.session(graph);
    return object(
        "runs", array(run.invoke(x(0)), run.resume(1), run.resume(2)),
        "effects", effects,
        "db", Map.of("u", effects.isEmpty() ? "none" : "pending"));
  }

  private static Object runsSideEffectsOfOtherNodesOnce(Bench bench) {
    var effects = new ArrayList<String>();
    var graph =
        Basics.graph()
            .addNode("before", state -> effect(effects, "before", "before"))
            .addNode("ask", state -> y(interrupt("ok?")).set(Basic::log).to(List.of("ask")))
            .addNode(
                "notify",
                state ->
                    effect(effects, "notify " + (state.y().equals(true) ? "True" : "?"), "notify"))
            .addEdge(START, "before")
            .addEdge("before", "ask")
            .addEdge("ask", "notify")
            .addEdge("notify", END);
    var run = bench.session(graph);
    return object("runs", array(run.invoke(x(0)), run.resume(true)), "effects", effects);
  }

  private static Update<Basic> effect(List<String> effects, String effect, String line) {
    effects.add(effect);
    return log(line);
  }

  private static StateGraph<Basic> askingForAName(Bench bench) {
    return Basics.graph()
        .addNode("s1", Subgraphs.counted(bench, "s1"))
        .addNode(
            "s2",
            state -> {
              bench.hit("s2_before");
              var name = interrupt("name?");
              bench.hit("s2_after");
              return set(Basic::x).to(name).set(Basic::log).to(List.of("s2"));
            })
        .addEdge(START, "s1")
        .addEdge("s1", "s2")
        .addEdge("s2", END);
  }

  private static Object asksInASubgraphCalledAsAFunction(Bench bench) {
    var sub = askingForAName(bench).compile("sub");
    var parent =
        Basics.graph()
            .addNode("p0", Subgraphs.counted(bench, "p0"))
            .addNode(
                "p1",
                state -> {
                  bench.hit("p1_before");
                  var result = sub.invoke(x("in")).value();
                  bench.hit("p1_after");
                  return y(Map.of("x", result.x(), "log", result.log()))
                      .set(Basic::log)
                      .to(List.of("p1"));
                })
            .addEdge(START, "p0")
            .addEdge("p0", "p1")
            .addEdge("p1", END);
    var run = bench.session(parent);
    JsonNode paused = run.invoke(x(1));
    JsonNode state = run.state();
    return object("runs", array(paused, run.resume("Bob")), "state", state, "hits", bench.hits());
  }
}
