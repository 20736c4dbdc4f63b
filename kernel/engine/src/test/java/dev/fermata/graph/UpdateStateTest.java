// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.none;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static dev.fermata.graph.Graphs.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits by hand, history, forks: semantics §1.13 and §1.14. */
class UpdateStateTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
  private final RunnableConfig t = thread("t");

  private StateSnapshot<S> paused() {
    return graph
        .getStateHistory(t)
        .filter(s -> s.next().equals(List.of("ask")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anUpdateWhilePausedAsksAgainWithANewId() {
    String id = graph.invoke(input(1), t).interrupts().get(0).id();
    graph.updateState(t, set(S::x).to(9));
    StateSnapshot<S> state = graph.getState(t);
    assertThat(state.next()).containsExactly("ask");
    assertThat(state.interrupts()).isEmpty();
    assertThat(state.source()).isEqualTo(Source.UPDATE);
    assertThat(state.step()).isEqualTo(2);
    Interrupt asked = graph.invoke(t).interrupts().get(0);
    assertThat(asked.value()).isEqualTo("q x=9");
    assertThat(asked.id()).isNotEqualTo(id);
    assertThat(graph.invoke(resume("v"), t).value())
        .isEqualTo(new S(9, "v", List.of("a1", "ask=v", "c")));
    assertThat(hits).hasToString("{a=1, ask=3, c=1}");
  }

  @Test
  void anUpdateAsTheAskingNodeAnswersOnItsBehalf() {
    graph.invoke(input(1), t);
    graph.updateState(t, set(S::y).to("by hand").set(S::log).to(List.of("hand")), "ask");
    assertThat(graph.getState(t).next()).containsExactly("c");
    assertThat(graph.invoke(t).value()).isEqualTo(new S(1, "by hand", List.of("a1", "hand", "c")));
    assertThat(hits.count("ask")).isEqualTo(1);
  }

  @Test
  void anUpdateAsAnEarlierNodeGoesBack() {
    graph.invoke(input(1), t);
    graph.updateState(t, set(S::x).to(5), START);
    assertThat(graph.getState(t).next()).containsExactly("a");
    assertThat(graph.invoke(t).interrupts().get(0).value()).isEqualTo("q x=5");
    assertThat(hits.count("a")).isEqualTo(2);
    graph.updateState(t, none(), END);
    assertThat(graph.getState(t).next()).isEmpty();
  }

  @Test
  void severalLastWritersMustBeToldApart() {
    CompiledGraph<S> parallel =
        graph()
            .addNode("p", s -> log("p"))
            .addNode("q", s -> log("q"))
            .addNode("r", s -> log("r"))
            .addEdge(START, "p")
            .addEdge(START, "q")
            .addEdge(List.of("p", "q"), "r")
            .compile(in(store).interruptBefore("r"));
    parallel.invoke(input(0), t);
    assertThatThrownBy(() -> parallel.updateState(t, set(S::x).to(1)))
        .hasMessageContaining("p, q")
        .extracting("code")
        .isEqualTo("ambiguous-writer");
  }

  @Test
  void historyIsNewestFirstWithItsSources() {
    graph.invoke(input(1), t);
    graph.invoke(resume("v"), t);
    List<StateSnapshot<S>> history = graph.getStateHistory(t).toList();
    assertThat(history).extracting(StateSnapshot::step).containsExactly(3, 2, 1, 0, -1);
    assertThat(history)
        .extracting(StateSnapshot::source)
        .containsExactly(Source.LOOP, Source.LOOP, Source.LOOP, Source.LOOP, Source.INPUT);
    assertThat(history)
        .extracting(StateSnapshot::next)
        .containsExactly(
            List.of(), List.of("c"), List.of("ask"), List.of("a"), List.of("__start__"));
    assertThat(history.get(0).parentConfig()).isEqualTo(history.get(1).config());
    assertThat(history.get(4).parentConfig()).isNull();
    StateSnapshot<S> asked = history.get(2);
    assertThat(asked.interrupts()).extracting(Interrupt::value).containsExactly("q x=1");
    assertThat(asked.tasks().get(0).result()).containsEntry("y", "v");
  }

  @Test
  void continuingFromAnOldCheckpointForksAndAsksAnew() {
    String id = graph.invoke(input(1), t).interrupts().get(0).id();
    graph.invoke(resume("v"), t);
    GraphOutput<S> replay = graph.invoke(paused().config());
    assertThat(replay.interrupts()).extracting(Interrupt::value).containsExactly("q x=1");
    assertThat(replay.interrupts().get(0).id()).isNotEqualTo(id);
    assertThat(graph.getState(t).source()).isEqualTo(Source.FORK);
    assertThat(graph.invoke(resume("w"), t).value().log()).containsExactly("a1", "ask=w", "c");
    assertThat(graph.getStateHistory(t).map(StateSnapshot::step))
        .containsExactly(4, 3, 2, 3, 2, 1, 0, -1);
    assertThat(hits).hasToString("{a=1, ask=4, c=2}");
  }

  @Test
  void anUpdateOfAnOldCheckpointForksAndKeepsTheOldBranch() {
    graph.invoke(input(1), t);
    RunnableConfig end = graph.invoke(resume("v"), t).config();
    RunnableConfig fork = graph.updateState(paused().config(), set(S::x).to(42));
    assertThat(graph.getState(fork).values().x()).isEqualTo(42);
    assertThat(graph.getState(fork).next()).containsExactly("ask");
    assertThat(graph.invoke(fork).interrupts().get(0).value()).isEqualTo("q x=42");
    assertThat(graph.invoke(resume("w"), t).value())
        .isEqualTo(new S(42, "w", List.of("a1", "ask=w", "c")));
    assertThat(graph.getState(end).values()).isEqualTo(new S(1, "v", List.of("a1", "ask=v", "c")));
  }

  @Test
  void aForkWithoutAnUpdateCopiesTheCheckpoint() {
    graph.invoke(input(1), t);
    graph.fork(t);
    StateSnapshot<S> copy = graph.getState(t);
    assertThat(copy.source()).isEqualTo(Source.FORK);
    assertThat(copy.interrupts()).isEmpty();
    assertThat(copy.next()).containsExactly("ask");
    assertThat(graph.invoke(t).interrupts()).hasSize(1);
  }
}
