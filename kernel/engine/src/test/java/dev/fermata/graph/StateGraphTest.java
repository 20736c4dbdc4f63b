// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.goTo;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.input;
import static dev.fermata.graph.Graphs.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.graph.GraphDescription.Edge;
import dev.fermata.graph.GraphDescription.Kind;
import dev.fermata.graph.Graphs.S;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a graph refuses when it is built, and how it describes itself. */
class StateGraphTest {
  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(GraphException.class, call).code();
  }

  private static StateGraph<S> one() {
    return graph().addNode("a", s -> log("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*", "a|b", "a:b", "a\nb"})
  void aNodeNeedsAUsableName(String name) {
    assertThat(code(() -> graph().addNode(name, s -> log("a")))).isEqualTo("bad-node-name");
  }

  @Test
  void aNodeNeedsANameOfItsOwn() {
    assertThat(code(() -> one().addNode("a", s -> log("b")))).isEqualTo("duplicate-node");
    assertThat(code(() -> one().addNode(START, s -> log("b")))).isEqualTo("reserved-name");
    assertThat(code(() -> one().addNode(END, s -> log("b")))).isEqualTo("reserved-name");
  }

  @Test
  void edgesLeadFromNodesToNodes() {
    assertThat(code(() -> one().addEdge(START, "b").compile())).isEqualTo("unknown-node");
    assertThat(code(() -> one().addEdge(START, "a").addEdge("b", "a").compile()))
        .isEqualTo("unknown-node");
    assertThat(code(() -> one().addEdge(START, "a").addEdge("a", START).compile()))
        .isEqualTo("edge-to-start");
    assertThat(code(() -> one().addEdge(START, "a").addEdge(END, "a").compile()))
        .isEqualTo("edge-from-end");
    assertThat(code(() -> one().compile())).isEqualTo("no-entry");
    assertThat(code(() -> one().addEdge(List.of(), "a"))).isEqualTo("empty-join");
    assertThat(code(() -> graph().addNode("a", s -> goTo("b"), "b").addEdge(START, "a").compile()))
        .isEqualTo("unknown-node");
  }

  @Test
  void stopsNameKnownNodes() {
    assertThat(
            code(
                () ->
                    one()
                        .addEdge(START, "a")
                        .compile(CompileOptions.defaults().interruptBefore("b"))))
        .isEqualTo("unknown-node");
    CompiledGraph<S> graph = one().addEdge(START, "a").compile();
    assertThat(code(() -> graph.invoke(input(0), Fermata.thread("t").interruptAfter("b"))))
        .isEqualTo("unknown-node");
  }

  record Box<T>(T value) {}

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void aGenericStateIsRefusedWithASentence() {
    assertThat(code(() -> new StateGraph<>((Class) Box.class))).isEqualTo("generic-state");
  }

  record Other(int x) {}

  @Test
  void aChannelIsAMethodReferenceToAComponent() {
    assertThat(code(() -> set((S s) -> s.x()))).isEqualTo("not-a-component");
    assertThat(code(() -> graph().reduce(S::toString, (a, b) -> b))).isEqualTo("unknown-channel");
  }

  @Test
  @SuppressWarnings("unchecked")
  void anUpdateOfAnotherStateIsRefused() {
    CompiledGraph<S> graph =
        graph()
            .addNode("n", s -> (Command<S>) (Command<?>) set(Other::x).to(1))
            .addEdge(START, "n")
            .compile();
    assertThat(code(() -> graph.invoke(input(0)))).isEqualTo("unknown-channel");
  }

  @Test
  void nullForAPrimitiveIsNamed() {
    CompiledGraph<S> graph =
        graph().addNode("n", s -> set(S::x).to(null)).addEdge(START, "n").compile();
    assertThat(code(() -> graph.invoke(input(0)))).isEqualTo("null-primitive");
  }

  @Test
  void describesItself() {
    GraphDescription description =
        graph()
            .addNode("approval", s -> goTo("proceed"), "proceed", "cancel")
            .addNode("proceed", s -> log("p"))
            .addNode("cancel", s -> log("c"))
            .addNode("lonely", s -> log("l"))
            .addEdge(START, "approval")
            .addEdge("approval", END)
            .addEdge(List.of("proceed", "cancel"), "lonely")
            .addEdge(List.of("proceed", "cancel"), END)
            .addConditionalEdges("lonely", s -> END, END)
            .compile(CompileOptions.defaults().withName("demo").interruptBefore("cancel"))
            .describe();
    assertThat(description.name()).isEqualTo("demo");
    assertThat(description.nodes())
        .extracting(GraphDescription.NodeDescription::name)
        .containsExactly("approval", "proceed", "cancel", "lonely");
    assertThat(description.nodes().get(2).stopBefore()).isTrue();
    assertThat(description.edges())
        .containsExactly(
            new Edge(START, "approval", Kind.STATIC),
            new Edge("proceed", "lonely", Kind.JOIN),
            new Edge("cancel", "lonely", Kind.JOIN),
            new Edge("approval", END, Kind.STATIC),
            new Edge("proceed", END, Kind.JOIN),
            new Edge("cancel", END, Kind.JOIN),
            new Edge("lonely", END, Kind.CONDITIONAL),
            new Edge("approval", "proceed", Kind.GOTO),
            new Edge("approval", "cancel", Kind.GOTO));
    assertThat(description.channels())
        .extracting("name", "type", "reducer")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("x", "int", null),
            org.assertj.core.groups.Tuple.tuple("y", "Object", null),
            org.assertj.core.groups.Tuple.tuple("log", "List<String>", "append"));
  }

  @Test
  void notesWhatNothingReachesAndWhatIsTakenTwice() {
    assertThat(
            graph()
                .addNode("a", s -> goTo("b"), "b")
                .addNode("b", s -> log("b"))
                .addNode("c", s -> log("c"))
                .addEdge(START, "a")
                .addEdge("a", "b")
                .compile()
                .describe()
                .notes())
        .satisfiesExactly(
            note -> assertThat(note).contains("\"a\"").contains("both are taken"),
            note -> assertThat(note).contains("nothing leads to node \"c\""));
  }

  @Test
  void whatIsPrintedSaysWhatDiffersFromTheDefaults() {
    assertThat(thread("t").withCheckpoint(4).withRecursionLimit(3).withReplace(true))
        .hasToString("thread t, checkpoint 4, recursionLimit 3, replace true");
    assertThat(RunnableConfig.DEFAULTS).hasToString("no thread");
    var graph = graph().addNode("a", s -> log("a")).addEdge(START, "a");
    assertThat(graph.compile("trip")).hasToString("graph trip [a]");
    assertThat(graph.compile()).hasToString("graph [a]");
  }
}
