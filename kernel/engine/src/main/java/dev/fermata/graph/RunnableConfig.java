// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How one call of a graph runs: on which thread and checkpoint, with which stops and limits.
 * Immutable; each method returns a changed copy. Made by {@link Fermata#thread}.
 *
 * @param place the thread, and where on it
 * @param durability when checkpoints reach the disk
 * @param stops where to stop in this call
 * @param recursionLimit how many supersteps this call may take
 * @param answers which answers count
 * @param subgraphs whether a stream also tells what happens in subgraphs
 * @param labels facts for the list of threads and for who answered (user, host, kernel, notebook);
 *     they override the place's
 */
public record RunnableConfig(
    Place place,
    Durability durability,
    Stops stops,
    int recursionLimit,
    Answers answers,
    boolean subgraphs,
    Map<String, String> labels) {
  /** The default of {@link #recursionLimit()}. */
  public static final int DEFAULT_RECURSION_LIMIT = 10_000;

  static final RunnableConfig DEFAULTS =
      new RunnableConfig(
          new Place(null, "", null),
          Durability.ASYNC,
          new Stops(List.of(), List.of()),
          DEFAULT_RECURSION_LIMIT,
          new Answers(null, false, false),
          false,
          Map.of());

  /**
   * Checks the limit and copies the labels.
   *
   * @param place the thread, and where on it
   * @param durability when checkpoints reach the disk
   * @param stops where to stop in this call
   * @param recursionLimit how many supersteps this call may take
   * @param answers which answers count
   * @param subgraphs whether a stream also tells what happens in subgraphs
   * @param labels facts for the list of threads and for who answered
   */
  public RunnableConfig {
    if (recursionLimit < 1) {
      throw new IllegalArgumentException("recursion limit " + recursionLimit + " is less than 1");
    }
    labels = Map.copyOf(labels);
  }

  /**
   * A thread, and where on it.
   *
   * @param thread the thread id, 1 to 256 characters; null only for a run that leaves no checkpoint
   * @param namespace "" for the root graph; a subgraph's from its {@link StateSnapshot#config()}
   * @param checkpoint which checkpoint to start from; null for the latest. From an older one the
   *     run forks
   */
  public record Place(
      @Nullable String thread, String namespace, @Nullable CheckpointId checkpoint) {
    private static final int MAX_THREAD = 256;

    /**
     * Checks the thread id.
     *
     * @param thread the thread id, 1 to 256 characters; null only for a run that leaves no
     *     checkpoint
     * @param namespace "" for the root graph; a subgraph's from its {@link StateSnapshot#config()}
     * @param checkpoint which checkpoint to start from; null for the latest
     */
    public Place {
      if (thread != null) {
        check(thread);
      }
    }

    private static void check(String thread) {
      if (thread.isEmpty()) {
        throw badThread("is empty");
      }
      if (thread.length() > MAX_THREAD) {
        throw badThread("has %,d characters; at most 256".formatted(thread.length()));
      }
      for (int i = 0; i < thread.length(); ) {
        int point = thread.codePointAt(i);
        if (Character.getType(point) == Character.SURROGATE) {
          throw badThread("holds half a surrogate pair at index " + i);
        }
        i += Character.charCount(point);
      }
    }

    private static GraphException badThread(String problem) {
      return new GraphException.InvalidUpdate("bad-thread-id", "the thread id " + problem);
    }
  }

  /**
   * Static breakpoints of one call. A list that is not empty takes the place of the one the graph
   * was compiled with.
   *
   * @param before stop before these nodes; {@code *} for all
   * @param after stop after these nodes; {@code *} for all
   */
  public record Stops(List<String> before, List<String> after) {
    /**
     * Copies the lists.
     *
     * @param before stop before these nodes; {@code *} for all
     * @param after stop after these nodes; {@code *} for all
     */
    public Stops {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * Which answers count.
   *
   * @param changedQuestion what a changed question does; null for the place's default: ASK in a
   *     notebook, FAIL in a plain program
   * @param acceptChanges go on although the graph or a node's source changed since the pause
   * @param replace take another answer than the committed one, after the node failed with it
   */
  public record Answers(
      @Nullable OnChangedQuestion changedQuestion, boolean acceptChanges, boolean replace) {}

  /**
   * The thread id.
   *
   * @return null only for a run that leaves no checkpoint
   */
  public @Nullable String thread() {
    return place.thread;
  }

  /**
   * Which graph of the thread.
   *
   * @return "" for the root graph, else a subgraph's place
   */
  public String namespace() {
    return place.namespace;
  }

  /**
   * The checkpoint.
   *
   * @return null for the latest
   */
  public @Nullable CheckpointId checkpoint() {
    return place.checkpoint;
  }

  /**
   * On this thread, at its latest checkpoint.
   *
   * @param id the thread id, 1 to 256 characters
   * @return a changed copy
   */
  public RunnableConfig withThread(String id) {
    return at(id, "", null);
  }

  /**
   * At this checkpoint of the thread.
   *
   * @param id the checkpoint; null for the latest
   * @return a changed copy
   */
  public RunnableConfig withCheckpoint(@Nullable CheckpointId id) {
    return at(place.thread, place.namespace, id);
  }

  /**
   * At this checkpoint of the thread.
   *
   * @param number the number of a {@link CheckpointId}
   * @return a changed copy
   */
  public RunnableConfig withCheckpoint(long number) {
    return withCheckpoint(new CheckpointId(number));
  }

  RunnableConfig at(@Nullable String id, String level, @Nullable CheckpointId number) {
    Place there = new Place(id, level, number);
    return new RunnableConfig(there, durability, stops, recursionLimit, answers, subgraphs, labels);
  }

  /**
   * With another durability.
   *
   * @param mode when checkpoints reach the disk
   * @return a changed copy
   */
  public RunnableConfig withDurability(Durability mode) {
    return new RunnableConfig(place, mode, stops, recursionLimit, answers, subgraphs, labels);
  }

  /**
   * Stopping before nodes in this call, instead of where the graph was compiled to stop before.
   *
   * @param nodes their names; {@code *} for all
   * @return a changed copy
   */
  public RunnableConfig interruptBefore(String... nodes) {
    return with(new Stops(List.of(nodes), stops.after));
  }

  /**
   * Stopping after nodes in this call, instead of where the graph was compiled to stop after.
   *
   * @param nodes their names; {@code *} for all
   * @return a changed copy
   */
  public RunnableConfig interruptAfter(String... nodes) {
    return with(new Stops(stops.before, List.of(nodes)));
  }

  private RunnableConfig with(Stops other) {
    return new RunnableConfig(place, durability, other, recursionLimit, answers, subgraphs, labels);
  }

  /**
   * With another recursion limit.
   *
   * @param supersteps 1 or more
   * @return a changed copy
   */
  public RunnableConfig withRecursionLimit(int supersteps) {
    return new RunnableConfig(place, durability, stops, supersteps, answers, subgraphs, labels);
  }

  /**
   * Says what a changed question does.
   *
   * @param mode ask again, or fail
   * @return a changed copy
   */
  public RunnableConfig onChangedQuestion(OnChangedQuestion mode) {
    return with(new Answers(mode, answers.acceptChanges, answers.replace));
  }

  /**
   * Going on although the graph or a node's source changed since the pause.
   *
   * @param accept whether to
   * @return a changed copy
   */
  public RunnableConfig withAcceptChanges(boolean accept) {
    return with(new Answers(answers.changedQuestion, accept, answers.replace));
  }

  /**
   * Taking another answer than the committed one; allowed after the node failed with it.
   *
   * @param another whether to
   * @return a changed copy
   */
  public RunnableConfig withReplace(boolean another) {
    return with(new Answers(answers.changedQuestion, answers.acceptChanges, another));
  }

  private RunnableConfig with(Answers other) {
    return new RunnableConfig(place, durability, stops, recursionLimit, other, subgraphs, labels);
  }

  /**
   * Whether a stream also tells what happens in subgraphs.
   *
   * @param tell whether to
   * @return a changed copy
   */
  public RunnableConfig withSubgraphs(boolean tell) {
    return new RunnableConfig(place, durability, stops, recursionLimit, answers, tell, labels);
  }

  /**
   * With further facts for people.
   *
   * @param facts user, host, kernel, notebook, or names of your own
   * @return a changed copy
   */
  public RunnableConfig withLabels(Map<String, String> facts) {
    return new RunnableConfig(place, durability, stops, recursionLimit, answers, subgraphs, facts);
  }

  /** What differs from the defaults, for example {@code thread t-1, checkpoint 4}. */
  @Override
  public String toString() {
    var text = new StringJoiner(", ").setEmptyValue("no thread");
    say(text, "thread", thread(), null);
    say(text, "namespace", namespace(), "");
    say(text, "checkpoint", checkpoint(), null);
    say(text, "durability", durability, DEFAULTS.durability);
    say(text, "interruptBefore", stops.before, List.of());
    say(text, "interruptAfter", stops.after, List.of());
    say(text, "recursionLimit", recursionLimit, DEFAULTS.recursionLimit);
    say(text, "onChangedQuestion", answers.changedQuestion, null);
    say(text, "acceptChanges", answers.acceptChanges, false);
    say(text, "replace", answers.replace, false);
    say(text, "subgraphs", subgraphs, false);
    say(text, "labels", labels, Map.of());
    return text.toString();
  }

  private static void say(
      StringJoiner text, String name, @Nullable Object value, @Nullable Object otherwise) {
    if (!Objects.equals(value, otherwise)) {
      text.add(name + " " + value);
    }
  }
}
