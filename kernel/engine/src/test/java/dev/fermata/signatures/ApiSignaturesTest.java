// SPDX-License-Identifier: Apache-2.0
package dev.fermata.signatures;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.append;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.none;
import static dev.fermata.graph.Fermata.once;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.send;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.prompt.Prompts.approve;
import static dev.fermata.prompt.Prompts.ask;
import static dev.fermata.prompt.Prompts.choose;
import static dev.fermata.prompt.Prompts.edit;
import static dev.fermata.prompt.Prompts.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.CachePolicy;
import dev.fermata.graph.Channel;
import dev.fermata.graph.Command;
import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.ContextNode;
import dev.fermata.graph.Durability;
import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.Interrupt;
import dev.fermata.graph.Node;
import dev.fermata.graph.NodeOptions;
import dev.fermata.graph.OnChangedQuestion;
import dev.fermata.graph.Prompt;
import dev.fermata.graph.Reducer;
import dev.fermata.graph.RetryPolicy;
import dev.fermata.graph.Router;
import dev.fermata.graph.RunContext;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.Send;
import dev.fermata.graph.StateGraph;
import dev.fermata.graph.StateSnapshot;
import dev.fermata.graph.StreamEvent;
import dev.fermata.graph.StreamMode;
import dev.fermata.graph.TaskSnapshot;
import dev.fermata.graph.Update;
import dev.fermata.prompt.Approved;
import dev.fermata.prompt.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every signature other code may rely on, written as a caller in another package writes it: this
 * class stops compiling when one of them changes.
 */
class ApiSignaturesTest {
  record S(Integer x, Object y, List<String> log) {}

  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final RunnableConfig t = thread("t");

  private CompileOptions named(String name) {
    return CompileOptions.defaults().withName(name).withCheckpointer(store);
  }

  private StateGraph<S> graph() {
    Channel<S, List<String>> channel = S::log;
    Reducer<List<String>> reducer = append();
    return new StateGraph<>(S.class).reduce(channel, reducer);
  }

  private static Command<S> log(String line) {
    return set(S::log).to(List.of(line));
  }

  private CompiledGraph<S> asking() {
    return graph()
        .addNode("a", s -> log("a"))
        .addNode("ask", s -> set(S::y).to(interrupt((Object) ("q x=" + s.x()))))
        .addEdge(START, "a")
        .addEdge("a", "ask")
        .addEdge("ask", END)
        .compile(named("asking"));
  }

  @Test
  void aGraphIsBuiltOfEveryKindOfNodeAndEdge() {
    Node<S> plain = state -> log("plain");
    ContextNode<S> knows = (S state, RunContext context) -> log(context.node());
    NodeOptions options =
        NodeOptions.defaults()
            .withRetry(RetryPolicy.attempts(2))
            .withCache(CachePolicy.lasting(Duration.ofMinutes(1)));
    CompiledGraph<S> inner =
        graph().addNode("in", s -> log("in")).addEdge(START, "in").compile("inner");
    Router<S> one = s -> "context";
    Router<S> list = s -> List.of("options", "sub");
    Router<S> sends = s -> new Send("sent", new S(7, null, List.of()));
    CompiledGraph<S> graph =
        graph()
            .addNode("plain", plain, "context", "options")
            .addNode("context", knows)
            .addNode("options", options, plain)
            .addNode("both", options, (s, context) -> log("attempt " + context.attempt()))
            .addNode("last", NodeOptions.defaults().deferUntilLast(), s -> log("last"), END)
            .addNode("sub", inner)
            .addNode("sent", s -> log("sent " + s.x()), new String[0])
            .addEdge(START, "plain")
            .addConditionalEdges("plain", one, "context")
            .addConditionalEdges("context", list)
            .addConditionalEdges("options", sends, "sent")
            .addEdge(List.of("sub", "sent"), "last")
            .addEdge("last", END)
            .compile(named("all").interruptBefore("last").interruptAfter("plain"));
    GraphOutput<S> stopped = graph.invoke(new S(1, null, null), t);
    assertThat(stopped.isStopped()).isTrue();
    assertThat(graph.invoke(t).isStopped()).isTrue();
    assertThat(graph.invoke(t).value().log()).contains("in", "sent 7", "last");
    GraphDescription description = graph.describe();
    assertThat(description.nodes()).hasSize(7);
    assertThat(graph.name()).isEqualTo("all");
    assertThat(graph().addNode("n", plain).addEdge(START, "n").compile().name()).isNull();
  }

  @Test
  void everyFormOfInvokeTakesNoneOrOneConfig() {
    CompiledGraph<S> graph = asking();
    GraphOutput<S> fresh = graph.invoke(new S(1, null, null));
    assertThat(graph.invoke(resume("v"), fresh.config()).value().y()).isEqualTo("v");
    GraphOutput<S> paused = graph.invokeJson("{\"x\": 2}", t);
    assertThat(graph.invokeJson("{}").isInterrupted()).isTrue();
    assertThat(graph.invoke(t).interrupts()).isEqualTo(paused.interrupts());
    Interrupt question = paused.interrupts().get(0);
    assertThat(question.id()).matches("[0-9a-f]{32}");
    assertThat(question.value()).isEqualTo("q x=2");
    Command<S> all = resumeAll(Map.of(question.id(), "w"));
    assertThat(graph.invoke(all.and(log("more")), t).value())
        .isEqualTo(new S(2, "w", List.of("a", "more")));
  }

  @Test
  void everyFormOfStreamTakesModes() {
    CompiledGraph<S> graph = asking();
    assertThat(read(graph.stream(new S(1, null, null), t, StreamMode.values())))
        .extracting(StreamEvent::mode)
        .contains(StreamMode.VALUES, StreamMode.UPDATES, StreamMode.TASKS, StreamMode.CHECKPOINTS);
    assertThat(read(graph.stream(t, StreamMode.UPDATES))).hasSize(1);
    Command<S> answer = resume("v");
    assertThat(read(graph.stream(answer, t))).hasSize(1);
    assertThat(read(graph.stream(new S(1, null, null)))).hasSize(2);
    assertThat(read(graph.stream(set(S::x).to(1), StreamMode.UPDATES))).hasSize(2);
    assertThat(read(graph.streamJson("{\"x\": 1}", StreamMode.VALUES))).hasSize(3);
    assertThat(graph.invoke(set(S::x).to(1)).isInterrupted()).isTrue();
    assertThat(read(graph.streamJson("{\"x\": 1}", thread("json"), StreamMode.VALUES))).hasSize(3);
    try (var stream = graph.stream(new S(1, null, null), t)) {
      Iterable<StreamEvent> events = stream;
      AutoCloseable closeable = stream;
      assertThat(events).isSameAs(closeable);
    }
  }

  private static List<StreamEvent> read(Iterable<StreamEvent> events) {
    List<StreamEvent> all = new ArrayList<>();
    events.forEach(all::add);
    return all;
  }

  @Test
  void aThreadIsLookedAtAndEdited() {
    CompiledGraph<S> graph = asking();
    GraphOutput<S> paused = graph.invoke(new S(1, null, null), t);
    StateSnapshot<S> state = graph.getState(t);
    List<TaskSnapshot> tasks = state.tasks();
    assertThat(tasks.get(0).interrupts()).isEqualTo(paused.interrupts());
    assertThat(state.next()).containsExactly("ask");
    assertThat(state.config().checkpoint()).isEqualTo(paused.config().checkpoint());
    RunnableConfig edited = graph.updateState(t, set(S::x).to(5));
    assertThat(graph.getState(edited).values().x()).isEqualTo(5);
    RunnableConfig answered = graph.updateState(t, set(S::y).to("by hand"), "ask");
    assertThat(graph.getState(answered).next()).isEmpty();
    try (Stream<StateSnapshot<S>> history = graph.getStateHistory(t)) {
      assertThat(history).hasSize(5);
    }
    RunnableConfig old = t.withCheckpoint(state.config().checkpoint());
    assertThat(graph.invoke(old).interrupts().get(0).value()).isEqualTo("q x=1");
  }

  @Test
  void commandsAreCombined() {
    Update<S> update = set(S::x).to(1).set(S::y).to(null);
    Update<S> past = set(S::log).overwrite(List.of());
    Command<S> routed = update.thenGoTo("b", "c");
    Command<S> sent = send("b", Map.of("x", 3));
    Command<S> parent = routed.toParent();
    Command<S> nothing = none();
    Command<S> there = goTo("b");
    assertThat(List.of(past, sent.and(there), parent, nothing)).hasSize(4);
  }

  @Test
  void everySettingOfACallIsAChangedCopy() {
    RunnableConfig config =
        t.withDurability(Durability.SYNC)
            .interruptBefore("a", "ask")
            .interruptAfter("a")
            .withRecursionLimit(7)
            .onChangedQuestion(OnChangedQuestion.ASK)
            .onChangedQuestion(OnChangedQuestion.FAIL)
            .withCheckpoint(3)
            .withThread("u");
    assertThat(config.thread()).isEqualTo("u");
    assertThat(config.checkpoint()).isNull();
    assertThat(config.durability()).isEqualTo(Durability.SYNC);
    assertThat(config.recursionLimit()).isEqualTo(7);
    assertThat(t).isEqualTo(thread("t"));
  }

  record Email(String to, String subject) {}

  @Test
  void everyQuestionReturnsItsType() {
    Callable<Integer> action = () -> 42;
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "n",
                s -> {
                  Object untyped = interrupt(Map.of("question", "any?"));
                  Object nothing = interrupt((Object) null);
                  Prompt<Boolean> prompt = approve("Send it?");
                  boolean sure = interrupt(prompt);
                  String text = interrupt(edit("Better?", "draft"));
                  Integer age = interrupt(ask("Age?", Integer.class));
                  String colour = interrupt(choose("Which?", "red", "blue"));
                  var decision = interrupt(review("Send?", new Email("a@b", "Hi")));
                  String to =
                      decision instanceof Approved<Email> ok
                          ? ok.value().subject()
                          : ((Rejected<Email>) decision).reason();
                  int kept = once("k", action);
                  return set(S::y)
                      .to(
                          List.of(
                              untyped, String.valueOf(nothing), sure, text, age, colour, to, kept));
                })
            .addEdge(START, "n")
            .compile(named("typed"));
    graph.invoke(new S(1, null, null), t);
    for (Object answer :
        new Object[] {
          "any", null, true, "final", 30, "blue", Map.of("action", "approve", "subject", "Hello")
        }) {
      Command<S> command = resume(answer);
      graph.invoke(command, t);
    }
    assertThat(graph.getState(t).values().y())
        .isEqualTo(List.of("any", "null", true, "final", 30, "blue", "Hello", 42));
  }
}
