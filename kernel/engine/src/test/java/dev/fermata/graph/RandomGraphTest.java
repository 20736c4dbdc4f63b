// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Laws that hold for every graph: whatever the order and the grouping of answers, whatever
 * restarts, continues, repeated answers, pruning and copies come between, the end is that of a
 * plain model; a node runs once more than it was answered; ids never repeat.
 */
class RandomGraphTest {
  @Test
  void everyOrderOfAnswersLeadsToTheSameEnd() {
    Seeds.play(RandomGraphTest::play);
  }

  private static void play(long seed) {
    Play play = new Play(new Random(seed));
    while (play.output.isInterrupted()) {
      play.move();
      assertThat(play.graph.getState(play.t).values()).isEqualTo(play.output.value());
      assertThat(play.graph.getState(play.t).interrupts()).isEqualTo(play.output.interrupts());
    }
    RandomModel model = play.model;
    assertThat(play.output.value().log()).isEqualTo(model.expectedLog());
    int total = model.questions.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(play.asked).doesNotHaveDuplicates().hasSize(total);
    int runs = model.questions.keySet().stream().mapToInt(play.hits::count).sum();
    assertThat(runs).isEqualTo(model.questions.size() + total + play.continues);
    model.styles.forEach(
        (node, style) ->
            assertThat(play.hits.count(RandomModel.once(node)))
                .isEqualTo(style == RandomModel.Style.ONCE ? 1 : 0));
  }

  /** One thread of a random graph, and what random people do to it. */
  private static final class Play {
    final Random random;
    final RandomModel model;
    final Checkpointer store = new InMemoryCheckpointer();
    final CompileOptions options = in(store);
    final Hits hits = new Hits();
    final List<String> asked = new ArrayList<>();
    final Map<String, Object> answered = new LinkedHashMap<>();
    RunnableConfig t;
    CompiledGraph<S> graph;
    GraphOutput<S> output;
    int continues;
    int copies;

    Play(Random random) {
      this.random = random;
      this.model = new RandomModel(random);
      Durability[] modes = Durability.values();
      this.t = Fermata.thread(thread()).withDurability(modes[random.nextInt(modes.length)]);
      this.graph = model.compile(options, hits);
      this.output = graph.invoke(input(0), t);
    }

    void move() {
      output.interrupts().stream()
          .map(Interrupt::id)
          .filter(id -> !asked.contains(id))
          .forEach(asked::add);
      switch (random.nextInt(7)) {
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
        case 3 -> {
          store.prune(thread(), 1 + random.nextInt(3));
          answered.clear(); // they may have gone with their checkpoints
        }
        case 4 -> goOnInACopy();
        default -> {
          Map<String, Object> some = RandomModel.some(output.interrupts(), random);
          answered.putAll(some);
          output = graph.invoke(resumeAll(some), t);
        }
      }
    }

    private String thread() {
      return "t" + copies;
    }

    /** The questions keep their ids, so the answers of before are still known. */
    private void goOnInACopy() {
      String from = thread();
      copies++;
      store.copyThread(from, thread());
      store.deleteThread(from);
      t = t.withThread(thread());
    }

    private void unchanged(GraphOutput<S> again) {
      assertThat(again.interrupts()).isEqualTo(output.interrupts());
      assertThat(again.value()).isEqualTo(output.value());
    }
  }
}
