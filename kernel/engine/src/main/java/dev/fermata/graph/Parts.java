// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command consists of.
 *
 * @param writes in order
 * @param goTo names of nodes
 * @param sends tasks to add
 * @param answers what is answered; null when nothing is
 * @param parent whether all this is meant for the parent graph
 */
record Parts(
    List<Write> writes,
    List<String> goTo,
    List<Send> sends,
    @Nullable Answers answers,
    boolean parent) {
  static final Parts NONE = new Parts(List.of(), List.of(), List.of(), null, false);

  /** Answers of a command, before they are matched with questions. */
  sealed interface Answers {}

  /** One answer for the only question. */
  record One(@Nullable Object value) implements Answers {}

  /** Answers by interrupt id. */
  record ById(Map<String, ?> values) implements Answers {}

  static Parts of(@Nullable Command<?> command) {
    if (command == null) {
      return NONE;
    }
    return command instanceof Update<?> update
        ? update.parts()
        : ((Instruction<?>) command).parts();
  }

  static Parts write(Write write) {
    return writes(List.of(write));
  }

  static Parts writes(List<Write> writes) {
    return new Parts(List.copyOf(writes), List.of(), List.of(), null, false);
  }

  static Parts goTo(List<String> nodes) {
    return new Parts(List.of(), nodes, List.of(), null, false);
  }

  static Parts send(Send send) {
    return new Parts(List.of(), List.of(), List.of(send), null, false);
  }

  static Parts answers(Answers answers) {
    return new Parts(List.of(), List.of(), List.of(), answers, false);
  }

  Parts forParent() {
    return new Parts(writes, goTo, sends, answers, true);
  }

  private boolean isNothing() {
    return writes.isEmpty() && goTo.isEmpty() && sends.isEmpty() && answers == null && !parent;
  }

  Parts plus(Parts other) {
    if (isNothing()) {
      return other;
    }
    if (other.isNothing()) {
      return this;
    }
    if (answers != null && other.answers != null) {
      throw new GraphException.InvalidUpdate(
          "two-answers",
          "a command has one resume or one resumeAll; put several answers into one resumeAll");
    }
    return new Parts(
        joined(writes, other.writes),
        joined(goTo, other.goTo),
        joined(sends, other.sends),
        answers != null ? answers : other.answers,
        parent || other.parent);
  }

  boolean hasRoutes() {
    return !goTo.isEmpty() || !sends.isEmpty();
  }

  /** An answer that is JSON already keeps its text; anything else is encoded when it is given. */
  static boolean isJson(@Nullable Object answer) {
    return answer instanceof Json;
  }

  private static <E> List<E> joined(List<E> first, List<E> second) {
    if (second.isEmpty()) {
      return first;
    }
    if (first.isEmpty()) {
      return second;
    }
    List<E> both = new ArrayList<>(first.size() + second.size());
    both.addAll(first);
    both.addAll(second);
    return List.copyOf(both);
  }
}
