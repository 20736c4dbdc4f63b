// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.S;
import dev.fermata.graph.StreamEvent.DebugEvent;
import dev.fermata.graph.StreamEvent.Phase;
import dev.fermata.graph.StreamEvent.TaskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every event of every mode, in LangGraph 1.2.22's order, of a graph whose subgraph pauses and goes
 * on. Each is one line: the place, the mode, what it tells.
 */
class EveryStreamTest {
  private static final String PAUSES =
      """
        [] CHECKPOINTS INPUT -1 [__start__]
        [] DEBUG -1 checkpoint [__start__]
        [] VALUES []
        [] CHECKPOINTS LOOP 0 [a]
        [] DEBUG 0 checkpoint [a]
        [] TASKS a starts
        [] DEBUG 1 task a
        [] CUSTOM a says
        [] UPDATES [a [a]]
        [] TASKS a wrote [a]
        [] DEBUG 1 result a
        [] VALUES [a]
        [] CHECKPOINTS LOOP 1 [sub]
        [] DEBUG 1 checkpoint [sub]
        [] TASKS sub starts
        [] DEBUG 2 task sub
        [sub] CHECKPOINTS INPUT -1 [__start__]
        [sub] DEBUG -1 checkpoint [__start__]
        [sub] VALUES [a]
        [sub] CHECKPOINTS LOOP 0 [s0]
        [sub] DEBUG 0 checkpoint [s0]
        [sub] TASKS s0 starts
        [sub] DEBUG 1 task s0
        [sub] CUSTOM s0 says
        [sub] UPDATES [s0 [s0]]
        [sub] TASKS s0 wrote [s0]
        [sub] DEBUG 1 result s0
        [sub] VALUES [a, s0]
        [sub] CHECKPOINTS LOOP 1 [s]
        [sub] DEBUG 1 checkpoint [s]
        [sub] TASKS s starts
        [sub] DEBUG 2 task s
        [sub] CUSTOM s says
        [sub] UPDATES [] asks [q]
        [sub] VALUES [a, s0] asks [q]
        [sub] TASKS s asks [q]
        [sub] DEBUG 2 result s
        [] UPDATES [] asks [q]
        [] VALUES [a] asks [q]
        [] TASKS sub asks [q]
        [] DEBUG 2 result sub
        """;

  private final RunnableConfig t = thread("t").withSubgraphs(true);

  private static ContextNode<S> says(String node, boolean asks) {
    return (s, context) -> {
      context.write(node + " says");
      return Graphs.log(asks ? node + interrupt("q") : node);
    };
  }

  private static CompiledGraph<S> paused() {
    CompiledGraph<S> sub =
        graph()
            .addNode("s0", says("s0", false))
            .addNode("s", says("s", true))
            .addEdge(START, "s0")
            .addEdge("s0", "s")
            .compile();
    return graph()
        .addNode("a", says("a", false))
        .addNode("sub", sub)
        .addNode("z", says("z", false))
        .addEdge(START, "a")
        .addEdge("a", "sub")
        .addEdge("sub", "z")
        .compile(in(new InMemoryCheckpointer()));
  }

  private static String lines(Iterable<StreamEvent> events) {
    List<String> lines = new ArrayList<>();
    for (StreamEvent event : events) {
      String place = event.namespace().replaceAll(":[^|]*", "");
      lines.add("[%s] %s %s".formatted(place, event.mode(), told(event)).strip());
    }
    return String.join("\n", lines) + "\n";
  }

  private static String told(StreamEvent event) {
    String asked = event.interrupts().isEmpty() ? "" : " asks " + values(event.interrupts());
    return switch (event.mode()) {
      case VALUES -> ((S) event.data()).log() + asked;
      case UPDATES -> logs((Map<?, ?>) event.data()) + asked;
      case CUSTOM -> (String) event.data();
      case TASKS -> task((TaskEvent) event.data());
      case CHECKPOINTS -> checkpoint((StateSnapshot<?>) event.data());
      case DEBUG -> debug((DebugEvent) event.data());
    };
  }

  private static List<Object> values(List<Interrupt> interrupts) {
    return interrupts.stream().map(Interrupt::value).toList();
  }

  private static String logs(Map<?, ?> updates) {
    return updates.entrySet().stream()
        .map(update -> update.getKey() + " " + ((Map<?, ?>) update.getValue()).get("log"))
        .toList()
        .toString();
  }

  private static String task(TaskEvent task) {
    return switch (task.phase()) {
      case STARTED -> task.node() + " starts";
      case FINISHED -> task.node() + " wrote " + task.result().get("log");
      case PAUSED -> task.node() + " asks " + values(task.interrupts());
      case FAILED -> task.node() + " failed";
    };
  }

  private static String checkpoint(StateSnapshot<?> state) {
    return "%s %s %s".formatted(state.source(), state.step(), state.next());
  }

  private static String debug(DebugEvent debug) {
    if (debug.payload() instanceof TaskEvent task) {
      return debug.step() + (task.phase() == Phase.STARTED ? " task " : " result ") + task.node();
    }
    return debug.step() + " checkpoint " + ((StateSnapshot<?>) debug.payload()).next();
  }

  @Test
  void aRunThatPausesInASubgraphTellsEverythingInOrder() {
    assertThat(lines(paused().stream(input(0), t, StreamMode.values()))).isEqualTo(PAUSES);
  }

  @Test
  void aRunThatGoesOnInASubgraphTellsEverythingInOrder() {
    CompiledGraph<S> graph = paused();
    graph.invoke(input(0), t);
    assertThat(lines(graph.stream(resume("v"), t, StreamMode.values())))
        .isEqualTo(
            """
            [] VALUES [a]
            [] CHECKPOINTS LOOP 1 [sub]
            [] DEBUG 1 checkpoint [sub]
            [] TASKS sub starts
            [] DEBUG 2 task sub
            [sub] VALUES [a, s0]
            [sub] CHECKPOINTS LOOP 1 [s]
            [sub] DEBUG 1 checkpoint [s]
            [sub] TASKS s starts
            [sub] DEBUG 2 task s
            [sub] CUSTOM s says
            [sub] UPDATES [s [sv]]
            [sub] TASKS s wrote [sv]
            [sub] DEBUG 2 result s
            [sub] VALUES [a, s0, sv]
            [sub] CHECKPOINTS LOOP 2 []
            [sub] DEBUG 2 checkpoint []
            [] UPDATES [sub [a, s0, sv]]
            [] TASKS sub wrote [a, s0, sv]
            [] DEBUG 2 result sub
            [] VALUES [a, a, s0, sv]
            [] CHECKPOINTS LOOP 2 [z]
            [] DEBUG 2 checkpoint [z]
            [] TASKS z starts
            [] DEBUG 3 task z
            [] CUSTOM z says
            [] UPDATES [z [z]]
            [] TASKS z wrote [z]
            [] DEBUG 3 result z
            [] VALUES [a, a, s0, sv, z]
            [] CHECKPOINTS LOOP 3 []
            [] DEBUG 3 checkpoint []
            """);
  }
}
