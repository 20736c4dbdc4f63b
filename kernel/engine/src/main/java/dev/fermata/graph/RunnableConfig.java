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
 * @param thread the thread id; null only for a run that leaves no checkpoint
 * @param namespace "" for the root graph; a subgraph's from its {@link StateSnapshot#config()}
 * @param checkpoint which checkpoint to start from; null for the latest. From an older one the run
 *     forks
 * @param durability when checkpoints reach the disk
 * @param before stop before these nodes in this call; {@code *} for all
 * @param after stop after these nodes in this call; {@code *} for all
 * @param recursionLimit how many supersteps this call may take
 * @param changedQuestion what a changed question does; null for the place's default: ASK in a
 *     notebook, FAIL in a plain program
 * @param acceptChanges go on although the graph or a node's source changed since the pause
 * @param replace take another answer than the committed one, after the node failed with it
 * @param subgraphs whether a stream also tells what happens in subgraphs
 * @param labels facts for the list of threads and for who answered (user, host, kernel, notebook);
 *     they override the place's
 */
public record RunnableConfig(
    @Nullable String thread,
    String namespace,
    @Nullable CheckpointId checkpoint,
    Durability durability,
    List<String> before,
    List<String> after,
    int recursionLimit,
    @Nullable OnChangedQuestion changedQuestion,
    boolean acceptChanges,
    boolean replace,
    boolean subgraphs,
    Map<String, String> labels) {
  /** The default of {@link #recursionLimit()}. */
  public static final int DEFAULT_RECURSION_LIMIT = 10_000;

  static final RunnableConfig DEFAULTS =
      new RunnableConfig(
          null,
          "",
          null,
          Durability.ASYNC,
          List.of(),
          List.of(),
          DEFAULT_RECURSION_LIMIT,
          null,
          false,
          false,
          false,
          Map.of());

  private static final int MAX_THREAD = 256;

  /**
   * Checks the thread id and the limit, and copies the collections.
   *
   * @param thread the thread id; null only for a run that leaves no checkpoint
   * @param namespace "" for the root graph; a subgraph's from its {@link StateSnapshot#config()}
   * @param checkpoint which checkpoint to start from; null for the latest. From an older one the
   *     run forks
   * @param durability when checkpoints reach the disk
   * @param before stop before these nodes in this call; {@code *} for all
   * @param after stop after these nodes in this call; {@code *} for all
   * @param recursionLimit how many supersteps this call may take
   * @param changedQuestion what a changed question does; null for the place's default: ASK in a
   *     notebook, FAIL in a plain program
   * @param acceptChanges go on although the graph or a node's source changed since the pause
   * @param replace take another answer than the committed one, after the node failed with it
   * @param subgraphs whether a stream also tells what happens in subgraphs
   * @param labels facts for the list of threads and for who answered (user, host, kernel,
   *     notebook); they override the place's
   */
  public RunnableConfig {
    if (thread != null) {
      checkThread(thread);
    }
    if (recursionLimit < 1) {
      throw new IllegalArgumentException("recursion limit " + recursionLimit + " is less than 1");
    }
    before = List.copyOf(before);
    after = List.copyOf(after);
    labels = Map.copyOf(labels);
  }

  private static void checkThread(String thread) {
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
    return at(thread, namespace, id);
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

  /**
   * With another durability.
   *
   * @param mode when checkpoints reach the disk
   * @return a changed copy
   */
  public RunnableConfig withDurability(Durability mode) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        mode,
        before,
        after,
        recursionLimit,
        changedQuestion,
        acceptChanges,
        replace,
        subgraphs,
        labels);
  }

  /**
   * Stopping before nodes in this call, in addition to the stops the graph was compiled with.
   *
   * @param nodes their names; {@code *} for all
   * @return a changed copy
   */
  public RunnableConfig interruptBefore(String... nodes) {
    return stops(List.of(nodes), after);
  }

  /**
   * Stopping after nodes in this call, in addition to the stops the graph was compiled with.
   *
   * @param nodes their names; {@code *} for all
   * @return a changed copy
   */
  public RunnableConfig interruptAfter(String... nodes) {
    return stops(before, List.of(nodes));
  }

  /**
   * With another recursion limit.
   *
   * @param supersteps 1 or more
   * @return a changed copy
   */
  public RunnableConfig withRecursionLimit(int supersteps) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        durability,
        before,
        after,
        supersteps,
        changedQuestion,
        acceptChanges,
        replace,
        subgraphs,
        labels);
  }

  /**
   * Says what a changed question does.
   *
   * @param mode ask again, or fail
   * @return a changed copy
   */
  public RunnableConfig onChangedQuestion(OnChangedQuestion mode) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        durability,
        before,
        after,
        recursionLimit,
        mode,
        acceptChanges,
        replace,
        subgraphs,
        labels);
  }

  /**
   * Going on although the graph or a node's source changed since the pause.
   *
   * @param accept whether to
   * @return a changed copy
   */
  public RunnableConfig withAcceptChanges(boolean accept) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        durability,
        before,
        after,
        recursionLimit,
        changedQuestion,
        accept,
        replace,
        subgraphs,
        labels);
  }

  /**
   * Taking another answer than the committed one; allowed after the node failed with it.
   *
   * @param another whether to
   * @return a changed copy
   */
  public RunnableConfig withReplace(boolean another) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        durability,
        before,
        after,
        recursionLimit,
        changedQuestion,
        acceptChanges,
        another,
        subgraphs,
        labels);
  }

  /**
   * Whether a stream also tells what happens in subgraphs.
   *
   * @param tell whether to
   * @return a changed copy
   */
  public RunnableConfig withSubgraphs(boolean tell) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        durability,
        before,
        after,
        recursionLimit,
        changedQuestion,
        acceptChanges,
        replace,
        tell,
        labels);
  }

  /**
   * With further facts for people.
   *
   * @param facts user, host, kernel, notebook, or names of your own
   * @return a changed copy
   */
  public RunnableConfig withLabels(Map<String, String> facts) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        durability,
        before,
        after,
        recursionLimit,
        changedQuestion,
        acceptChanges,
        replace,
        subgraphs,
        facts);
  }

  RunnableConfig at(@Nullable String id, String level, @Nullable CheckpointId number) {
    return new RunnableConfig(
        id,
        level,
        number,
        durability,
        before,
        after,
        recursionLimit,
        changedQuestion,
        acceptChanges,
        replace,
        subgraphs,
        labels);
  }

  private RunnableConfig stops(List<String> newBefore, List<String> newAfter) {
    return new RunnableConfig(
        thread,
        namespace,
        checkpoint,
        durability,
        newBefore,
        newAfter,
        recursionLimit,
        changedQuestion,
        acceptChanges,
        replace,
        subgraphs,
        labels);
  }

  /** What differs from the defaults, for example {@code thread t-1, checkpoint 4}. */
  @Override
  public String toString() {
    var text = new StringJoiner(", ").setEmptyValue("no thread");
    say(text, "thread", thread, DEFAULTS.thread);
    say(text, "namespace", namespace, DEFAULTS.namespace);
    say(text, "checkpoint", checkpoint, DEFAULTS.checkpoint);
    say(text, "durability", durability, DEFAULTS.durability);
    say(text, "interruptBefore", before, DEFAULTS.before);
    say(text, "interruptAfter", after, DEFAULTS.after);
    say(text, "recursionLimit", recursionLimit, DEFAULTS.recursionLimit);
    say(text, "onChangedQuestion", changedQuestion, DEFAULTS.changedQuestion);
    say(text, "acceptChanges", acceptChanges, DEFAULTS.acceptChanges);
    say(text, "replace", replace, DEFAULTS.replace);
    say(text, "subgraphs", subgraphs, DEFAULTS.subgraphs);
    say(text, "labels", labels, DEFAULTS.labels);
    return text.toString();
  }

  private static void say(
      StringJoiner text, String name, @Nullable Object value, @Nullable Object otherwise) {
    if (!Objects.equals(value, otherwise)) {
      text.add(name + " " + value);
    }
  }
}
