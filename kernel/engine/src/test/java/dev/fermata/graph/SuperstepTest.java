// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.none;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.send;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.graph;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static dev.fermata.graph.Graphs.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a graph moves: supersteps, joins, fan-out, routers, loops, deferred nodes, static stops. */
class SuperstepTest {
  private final InMemoryCheckpointer store = new InMemoryCheckpointer();
  private final Hits hits = new Hits();
  private final RunnableConfig t = thread("t");

  @Test
  void writesApplyInTheOrderOfNamesHoweverLongTasksTake() {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "a",
                s -> {
                  assertThat(secondIsDone.await(30, TimeUnit.SECONDS)).isTrue();
                  return log("a");
                })
            .addNode(
                "b",
                s -> {
                  secondIsDone.countDown();
                  return log("b");
                })
            .addEdge(START, "b")
            .addEdge(START, "a")
            .compile();
    assertThat(graph.invoke(input(0)).value().log()).containsExactly("a", "b");
  }

  @Test
  void tasksOfASuperstepRunSideBySide() {
    CyclicBarrier together = new CyclicBarrier(5);
    StateGraph<S> builder = graph();
    for (int i = 0; i < 5; i++) {
      String name = "n" + i;
      builder
          .addNode(
              name,
              s -> {
                together.await();
                return log(name);
              })
          .addEdge(START, name);
    }
    assertThat(builder.compile().invoke(input(0)).value().log())
        .containsExactly("n0", "n1", "n2", "n3", "n4");
  }

  @Test
  void taskThreadsInheritTheCallersGroup() throws Exception {
    ThreadGroup group = new ThreadGroup("cell");
    List<ThreadGroup> seen = java.util.Collections.synchronizedList(new ArrayList<>());
    StateGraph<S> builder = graph();
    CyclicBarrier together = new CyclicBarrier(3);
    for (int i = 0; i < 3; i++) {
      builder
          .addNode(
              "n" + i,
              s -> {
                together.await();
                seen.add(Thread.currentThread().getThreadGroup());
                return none();
              })
          .addEdge(START, "n" + i);
    }
    CompiledGraph<S> graph = builder.compile();
    Thread cell = new Thread(group, () -> graph.invoke(input(0)));
    cell.start();
    cell.join();
    assertThat(seen).hasSize(3).containsOnly(group);
  }

  @Test
  void aJoinWaitsForAllItsNodesInWhicheverSupersteps() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("b", s -> log("b"))
            .addNode("b2", s -> log("b2"))
            .addNode("c", s -> log("c" + s.log().size()))
            .addEdge(START, "a")
            .addEdge(START, "b")
            .addEdge("b", "b2")
            .addEdge(List.of("a", "b2"), "c")
            .compile(in(store));
    assertThat(graph.invoke(input(0), t).value().log()).containsExactly("a", "b", "b2", "c3");
    assertThat(graph.invoke(input(0), t).value().log()).hasSize(8).endsWith("c7");
  }

  @Test
  void aJoinRemembersArrivalsOverAPause() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("b", s -> none())
            .addNode("ask", s -> log("ask=" + interrupt("q")))
            .addNode("c", s -> log("c"))
            .addEdge(START, "a")
            .addEdge(START, "b")
            .addEdge("b", "ask")
            .addEdge(List.of("a", "ask"), "c")
            .compile(in(store));
    graph.invoke(input(0), t);
    assertThat(graph.invoke(resume("v"), t).value().log()).containsExactly("a", "ask=v", "c");
  }

  @Test
  void aRouterSeesTheUpdatesOfItsNode() {
    CompiledGraph<S> graph =
        graph()
            .addNode("add", s -> set(S::x).to(s.x() + 1))
            .addConditionalEdges("add", s -> s.x() < 3 ? "add" : END, "add", END)
            .addConditionalEdges(START, s -> List.of("add"))
            .compile();
    assertThat(graph.invoke(input(0)).value().x()).isEqualTo(3);
  }

  @Test
  void goToAddsToTheStaticEdge() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> log("a").thenGoTo("c"))
            .addNode("b", s -> log("b"))
            .addNode("c", s -> log("c"))
            .addEdge(START, "a")
            .addEdge("a", "b")
            .compile();
    assertThat(graph.invoke(input(0)).value().log()).containsExactly("a", "b", "c");
  }

  private CompiledGraph<S> fanOut(int width) {
    return graph()
        .addNode("fan", s -> set(S::x).to(s.x() + 1))
        .addConditionalEdges(
            "fan",
            s -> IntStream.range(0, width).mapToObj(i -> new Send("w", Map.of("x", i))).toList(),
            "w")
        .addNode(
            "w",
            s -> {
              hits.hit("w");
              return log(s.x() + "=" + interrupt("q" + s.x()));
            })
        .addNode("join", s -> set(S::y).to(s.log().size()))
        .addEdge(START, "fan")
        .addEdge("w", "join")
        .compile(in(store));
  }

  @Test
  void everySentTaskAsksItsOwnQuestion() {
    CompiledGraph<S> graph = fanOut(100);
    GraphOutput<S> paused = graph.invoke(input(0), t);
    assertThat(paused.interrupts())
        .extracting(Interrupt::value)
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "q" + i).toList());
    assertThat(paused.interrupts()).extracting(Interrupt::id).doesNotHaveDuplicates();
    assertThat(graph.getState(t).next()).hasSize(100).containsOnly("w");
    Map<String, Object> answers =
        paused.interrupts().stream()
            .collect(Collectors.toMap(Interrupt::id, i -> ((String) i.value()).substring(1)));
    GraphOutput<S> done = graph.invoke(resumeAll(answers), t);
    assertThat(done.value().log())
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> i + "=" + i).toList());
    assertThat(done.value().y()).as("the join runs once").isEqualTo(100);
    assertThat(hits.count("w")).isEqualTo(200);
  }

  @Test
  void durabilityDecidesHowMuchHistoryIsKept() {
    CompiledGraph<S> graph = Graphs.chain(hits).compile(in(store));
    for (Durability mode : Durability.values()) {
      RunnableConfig config = thread(mode.name()).withDurability(mode);
      graph.invoke(input(1), config);
      List<Integer> paused = graph.getStateHistory(config).map(StateSnapshot::step).toList();
      assertThat(paused).isEqualTo(mode == Durability.EXIT ? List.of(1) : List.of(1, 0, -1));
      assertThat(graph.invoke(resume("v"), config).value())
          .isEqualTo(new S(1, "v", List.of("a1", "ask=v", "c")));
      assertThat(graph.getStateHistory(config).map(StateSnapshot::step).toList())
          .isEqualTo(mode == Durability.EXIT ? List.of(3, 1) : List.of(3, 2, 1, 0, -1));
    }
  }

  @Test
  void overwriteGoesPastTheReducer() {
    CompiledGraph<S> graph =
        graph()
            .addNode("n", s -> set(S::log).overwrite(List.of("only" + interrupt("q"))))
            .addEdge(START, "n")
            .compile(in(store));
    graph.invoke(new S(0, null, List.of("a", "b")), t);
    assertThat(graph.invoke(resume(1), t).value().log()).containsExactly("only1");
  }

  record Message(String id, String text) {}

  record Chat(List<Message> messages) {}

  @Test
  void messagesAreAppendedReplacedAndRemovedById() {
    CompiledGraph<Chat> graph =
        new StateGraph<>(Chat.class)
            .reduce(Chat::messages, Fermata.appendById(Message::id))
            .addNode(
                "n",
                chat ->
                    set(Chat::messages)
                        .to(List.of(new Message("2", "two!"), new Message("3", "three")))
                        .set(Chat::messages)
                        .remove("1"))
            .addEdge(START, "n")
            .compile(in(store));
    GraphOutput<Chat> done =
        graph.invoke(new Chat(List.of(new Message("1", "one"), new Message("2", "two"))), t);
    List<Message> expected = List.of(new Message("2", "two!"), new Message("3", "three"));
    assertThat(done.value().messages()).isEqualTo(expected);
    assertThat(graph.getState(t).values().messages()).isEqualTo(expected);
  }

  @Test
  void aNodeCannotChangeSavedState() {
    CompiledGraph<S> graph =
        graph()
            .addNode(
                "n",
                s -> {
                  List<Object> mine = new ArrayList<>(List.of(1));
                  hits.hit("n");
                  Command<S> command = set(S::y).to(mine);
                  return command;
                })
            .addNode(
                "m",
                s -> {
                  try {
                    ((List<?>) s.y()).clear();
                    return log("changed");
                  } catch (UnsupportedOperationException e) {
                    return log("frozen");
                  }
                })
            .addEdge(START, "n")
            .addEdge("n", "m")
            .compile();
    assertThat(graph.invoke(input(0)).value().log()).containsExactly("frozen");
  }

  @Test
  void aLoopThroughAnAskingNodeAsksAnewEachTime() {
    CompiledGraph<S> graph =
        graph()
            .addNode("ask", s -> log("" + interrupt("more?")))
            .addConditionalEdges(
                "ask", s -> s.log().get(s.log().size() - 1).equals("true") ? "ask" : END)
            .addEdge(START, "ask")
            .compile(in(store));
    List<String> ids = new ArrayList<>();
    ids.add(graph.invoke(input(0), t).interrupts().get(0).id());
    for (int i = 0; i < 5; i++) {
      ids.add(graph.invoke(resume(true), t).interrupts().get(0).id());
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(graph.invoke(resume(false), t).value().log()).hasSize(6);
  }

  @Test
  void aDeferredNodeWaitsForEverythingElse() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> log("a"))
            .addNode("b", s -> log("b"))
            .addNode("b2", s -> log("b2"))
            .addNode("last", NodeOptions.defaults().deferUntilLast(), s -> log("last"))
            .addEdge(START, "a")
            .addEdge(START, "b")
            .addEdge("b", "b2")
            .addEdge("a", "last")
            .addEdge("b2", "last")
            .compile(in(store));
    assertThat(graph.invoke(input(0), t).value().log()).containsExactly("a", "b", "b2", "last");
  }

  @Test
  void sendWorksAsACommandToo() {
    CompiledGraph<S> graph =
        graph()
            .addNode("a", s -> Fermata.<S>send("w", input(1)).and(send("w", input(2))))
            .addNode("w", s -> log("w" + s.x()))
            .addEdge(START, "a")
            .compile();
    assertThat(graph.invoke(input(0)).value().log()).containsExactly("w1", "w2");
  }

  @Test
  void sentTasksKeepTheirStateOverARestart() {
    fanOut(3).invoke(input(0), t);
    CompiledGraph<S> restarted = fanOut(3);
    List<Interrupt> pending = restarted.getState(t).interrupts();
    restarted.invoke(resumeAll(Map.of(pending.get(1).id(), "B")), t);
    GraphOutput<S> done =
        restarted.invoke(resumeAll(Map.of(pending.get(0).id(), "A", pending.get(2).id(), "C")), t);
    assertThat(done.value().log()).containsExactly("0=A", "1=B", "2=C");
  }

  record Picture(byte[] pixels, int sum) {}

  @Test
  void aNodeCannotChangeASavedArray() {
    CompiledGraph<Picture> graph =
        new StateGraph<>(Picture.class)
            .addNode(
                "scribble",
                p -> {
                  p.pixels()[0] = 99;
                  return none();
                })
            .addNode("look", p -> set(Picture::sum).to((int) p.pixels()[0]))
            .addEdge(START, "scribble")
            .addEdge("scribble", "look")
            .compile();
    assertThat(graph.invoke(new Picture(new byte[] {1}, 0)).value().sum()).isEqualTo(1);
  }
}
