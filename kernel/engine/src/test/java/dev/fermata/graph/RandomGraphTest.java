// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws that hold for every graph: whatever the order and the grouping of answers, whatever
 * restarts, continues and repeated answers come between, the end is that of a plain model; a node
 * runs once more than it was answered; ids never repeat.
 */
class RandomGraphTest {
  /** More rounds: {@code -Dfermata.random.rounds=5000}; one of them again: {@code .seed=…}. */
  static long[] seeds() {
    Long one = Long.getLong("fermata.random.seed");
    if (one != null) {
      return new long[] {one};
    }
    long base = new Random().nextLong();
    return new Random(base).longs(Integer.getInteger("fermata.random.rounds", 60)).toArray();
  }

  /** A layered graph: each node asks some questions and logs its answers. */
  private static final class Model {
    final List<List<String>> layers = new ArrayList<>();
    final Map<String, Integer> questions = new LinkedHashMap<>();

    Model(Random random) {
      int depth = 1 + random.nextInt(4);
      for (int level = 0; level < depth; level++) {
        List<String> layer = new ArrayList<>();
        int width = 1 + random.nextInt(4);
        for (int i = 0; i < width; i++) {
          String node = "n" + level + (char) ('a' + random.nextInt(26)) + i;
          layer.add(node);
          questions.put(node, random.nextInt(3));
        }
        layers.add(layer);
      }
    }

    static String answer(String question) {
      return "<" + question + ">";
    }

    String line(String node) {
      StringBuilder line = new StringBuilder(node);
      for (int q = 0; q < questions.get(node); q++) {
        line.append(answer(node + "?" + q));
      }
      return line.toString();
    }

    /** Every layer is one superstep, whose writes apply in the order of the names. */
    List<String> expectedLog() {
      List<String> log = new ArrayList<>();
      for (List<String> layer : layers) {
        new TreeSet<>(layer).forEach(node -> log.add(line(node)));
      }
      return log;
    }

    CompiledGraph<S> compile(CompileOptions options, Hits hits) {
      StateGraph<S> graph = Graphs.graph();
      questions.forEach(
          (node, count) ->
              graph.addNode(
                  node,
                  s -> {
                    hits.hit(node);
                    StringBuilder line = new StringBuilder(node);
                    for (int q = 0; q < count; q++) {
                      line.append(interrupt(node + "?" + q));
                    }
                    return set(S::log).to(List.of(line.toString()));
                  }));
      for (int level = 0; level < layers.size(); level++) {
        for (String node : layers.get(level)) {
          if (level == 0) {
            graph.addEdge(START, node);
          } else {
            graph.addEdge(layers.get(level - 1), node);
          }
        }
      }
      return graph.compile(options);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyOrderOfAnswersLeadsToTheSameEnd(long seed) {
    Play play = new Play(new Random(seed));
    while (play.output.isInterrupted()) {
      play.move();
      assertThat(play.graph.getState(play.t).values()).isEqualTo(play.output.value());
      assertThat(play.graph.getState(play.t).interrupts()).isEqualTo(play.output.interrupts());
    }
    Model model = play.model;
    assertThat(play.output.value().log()).isEqualTo(model.expectedLog());
    int total = model.questions.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(play.asked).doesNotHaveDuplicates().hasSize(total);
    int runs = model.questions.keySet().stream().mapToInt(play.hits::count).sum();
    assertThat(runs).isEqualTo(model.questions.size() + total + play.continues);
  }

  /** One thread of a random graph, and what random people do to it. */
  private static final class Play {
    final Random random;
    final Model model;
    final CompileOptions options = in(new InMemoryCheckpointer());
    final Hits hits = new Hits();
    final RunnableConfig t;
    final List<String> asked = new ArrayList<>();
    final Map<String, Object> answered = new LinkedHashMap<>();
    CompiledGraph<S> graph;
    GraphOutput<S> output;
    int continues;

    Play(Random random) {
      this.random = random;
      this.model = new Model(random);
      Durability[] modes = Durability.values();
      this.t = thread("t").withDurability(modes[random.nextInt(modes.length)]);
      this.graph = model.compile(options, hits);
      this.output = graph.invoke(input(0), t);
    }

    void move() {
      output.interrupts().stream()
          .map(Interrupt::id)
          .filter(id -> !asked.contains(id))
          .forEach(asked::add);
      switch (random.nextInt(5)) {
        case 0 -> graph = model.compile(options, hits); // a restart
        case 1 -> {
          unchanged(graph.invoke(t));
          continues += output.interrupts().size();
        }
        case 2 -> {
          if (!answered.isEmpty()) {
            unchanged(graph.invoke(resumeAll(answered), t));
          }
        }
        default -> {
          Map<String, Object> some = some(output.interrupts(), random);
          answered.putAll(some);
          output = graph.invoke(resumeAll(some), t);
        }
      }
    }

    private void unchanged(GraphOutput<S> again) {
      assertThat(again.interrupts()).isEqualTo(output.interrupts());
      assertThat(again.value()).isEqualTo(output.value());
    }
  }

  private static Map<String, Object> some(List<Interrupt> pending, Random random) {
    List<Interrupt> shuffled = new ArrayList<>(pending);
    Collections.shuffle(shuffled, random);
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Interrupt each : shuffled.subList(0, 1 + random.nextInt(shuffled.size()))) {
      answers.put(each.id(), Model.answer((String) each.value()));
    }
    return answers;
  }
}
