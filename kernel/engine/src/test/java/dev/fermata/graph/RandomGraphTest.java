// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.resumeAll;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Laws that hold for every graph: whatever the order and the grouping of answers, whatever
 * restarts, failures, continues, repeated answers, pruning and copies come between, the end is that
 * of a plain model; a task runs once more than it was answered, and never again once it has
 * finished; ids never repeat; from every checkpoint of the history a fork leads to the same end.
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
    RandomEnd end = new RandomEnd(play.model);
    assertThat(play.output.value().log()).isEqualTo(end.log);
    assertThat(play.output.value().x()).isEqualTo(end.steps);
    assertThat(play.asked).doesNotHaveDuplicates().hasSize(end.questions);
    assertThat(play.watch.runs()).isEqualTo(end.tasks + end.questions + play.more);
    assertThat(play.watch.onces()).isEqualTo(end.onces);
    play.fork(end);
  }

  /** One thread of a random graph, and what random people do to it. */
  private static final class Play {
    final Random random;
    final RandomModel model;
    final Checkpointer store = new InMemoryCheckpointer();
    final CompileOptions options = in(store);
    final RandomWatch watch = new RandomWatch();
    final List<String> asked = new ArrayList<>();
    final Map<String, Object> answered = new LinkedHashMap<>();
    RunnableConfig t;
    CompiledGraph<S> graph;
    GraphOutput<S> output;

    /** Runs that answered nothing. */
    int more;

    int copies;

    Play(Random random) {
      this.random = random;
      this.model = new RandomModel(random);
      Durability[] modes = Durability.values();
      this.t = Fermata.thread(thread()).withDurability(modes[random.nextInt(modes.length)]);
      this.graph = model.compile(options, watch);
      this.output = graph.invoke(input(0), t);
    }

    void move() {
      note(output.interrupts());
      switch (random.nextInt(8)) {
        case 0 -> graph = model.compile(options, watch); // a restart
        case 1 -> {
          unchanged(graph.invoke(t));
          more += output.interrupts().size();
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
        case 5 -> failAndGoOn();
        default -> output = graph.invoke(resumeAll(some()), t);
      }
    }

    private void note(List<Interrupt> now) {
      now.stream().map(Interrupt::id).filter(id -> !asked.contains(id)).forEach(asked::add);
    }

    private Map<String, Object> some() {
      Map<String, Object> some = RandomModel.some(output.interrupts(), random);
      answered.putAll(some);
      return some;
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

    /** A node fails behind an answer: the answers stay, and what waits is asked again. */
    private void failAndGoOn() {
      Map<String, Object> some = some();
      watch.failNext();
      assertThatThrownBy(() -> graph.invoke(resumeAll(some), t))
          .isInstanceOf(GraphException.NodeFailed.class)
          .hasRootCauseMessage("as it happens");
      StateSnapshot<S> failed = graph.getState(t);
      more += 1 + failed.interrupts().size();
      failed.interrupts().forEach(each -> assertThat(some).doesNotContainKey(each.id()));
      note(failed.interrupts());
      output = graph.invoke(t);
    }

    private void unchanged(GraphOutput<S> again) {
      assertThat(again.interrupts()).isEqualTo(output.interrupts());
      assertThat(again.value()).isEqualTo(output.value());
    }

    /** Everything behind a checkpoint happens anew, and comes to the same. */
    void fork(RandomEnd end) {
      List<StateSnapshot<S>> history = graph.getStateHistory(t).toList();
      RunnableConfig old = history.get(random.nextInt(history.size())).config();
      CompiledGraph<S> again = model.compile(options, new RandomWatch());
      output = again.invoke(old.withDurability(t.durability()));
      output.interrupts().forEach(each -> assertThat(asked).doesNotContain(each.id()));
      while (output.isInterrupted()) {
        output = again.invoke(resumeAll(RandomModel.some(output.interrupts(), random)), t);
      }
      assertThat(output.value().log()).isEqualTo(end.log);
    }
  }
}
