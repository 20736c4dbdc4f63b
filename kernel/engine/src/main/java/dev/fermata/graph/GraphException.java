// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything the engine refuses or reports. The message says what happened with the names
 * concerned, why, and what to do; {@link #code()} is stable.
 */
public class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  GraphException(String code, String message) {
    this(code, message, null);
  }

  GraphException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * The stable code of this error, for programs and for the documentation.
   *
   * @return lower case with dashes, for example {@code unknown-node}
   */
  public String code() {
    return code;
  }

  /** A graph cannot be built or compiled as written. */
  public static final class InvalidGraph extends GraphException {
    private static final long serialVersionUID = 1L;

    InvalidGraph(String code, String message) {
      super(code, message);
    }
  }

  /** A command, an input or an update does not fit the graph; nothing of it was stored. */
  public static final class InvalidUpdate extends GraphException {
    private static final long serialVersionUID = 1L;

    InvalidUpdate(String code, String message) {
      super(code, message);
    }

    InvalidUpdate(String code, String message, Throwable cause) {
      super(code, message, cause);
    }
  }

  /**
   * A node threw. The thread stays at its last checkpoint with the results of the other nodes of
   * that superstep; continuing runs the failed node again, with the answers it was given.
   */
  public static final class NodeFailed extends GraphException {
    private static final long serialVersionUID = 1L;

    private final String node;

    NodeFailed(String node, Throwable cause, String hint) {
      super("node-failed", "node \"" + node + "\" failed: " + cause + hint, cause);
      this.node = node;
    }

    /**
     * The node that threw.
     *
     * @return its name
     */
    public String node() {
      return node;
    }
  }

  /** The run was interrupted from outside, for example by the notebook's stop button. */
  public static final class RunInterrupted extends GraphException {
    private static final long serialVersionUID = 1L;

    RunInterrupted(String message, @Nullable Throwable cause) {
      super("run-interrupted", message, cause);
    }
  }

  /** More supersteps than the recursion limit allows. */
  public static final class RecursionLimit extends GraphException {
    private static final long serialVersionUID = 1L;

    RecursionLimit(int limit, String due) {
      super(
          "recursion-limit",
          ("the run did not end within the recursion limit of %d supersteps; due next: %s. A loop"
                  + " may lack its way out; else raise the limit: withRecursionLimit(%d)")
              .formatted(limit, due, limit * 10L));
    }
  }

  /**
   * {@code interrupt} or {@code once} was used where it cannot work: outside a node, without a
   * checkpointer, on a thread the node started, or its pause was caught.
   */
  public static final class InterruptMisuse extends GraphException {
    private static final long serialVersionUID = 1L;

    InterruptMisuse(String code, String message) {
      this(code, message, null);
    }

    InterruptMisuse(String code, String message, @Nullable Throwable cause) {
      super(code, message, cause);
    }
  }

  /**
   * A node that runs again asks something else than what was answered; the answer was not used.
   * Thrown with {@link OnChangedQuestion#FAIL} only.
   */
  public static final class QuestionChanged extends GraphException {
    private static final long serialVersionUID = 1L;

    QuestionChanged(String node, int number, String recorded, String attempted) {
      super(
          "question-changed",
          ("question %d of node \"%s\" changed since it was answered, so the answer was not used;"
                  + " recorded: %s, asked now: %s. What varies must not: wrap it in"
                  + " once(\"name\", () -> …), move it to a node of its own before the question, or"
                  + " give the question a key: approve(…).key(\"name\")")
              .formatted(number, node, recorded, attempted));
    }
  }

  /** A thread cannot do what was asked of it in the state it is in; nothing was stored. */
  public static final class ThreadState extends GraphException {
    private static final long serialVersionUID = 1L;

    ThreadState(String code, String message) {
      super(code, message);
    }

    ThreadState(String code, String message, Throwable cause) {
      super(code, message, cause);
    }
  }

  /**
   * An answer was refused; the question it was meant for is still pending and nothing was stored.
   */
  public static final class AnswerRefused extends GraphException {
    private static final long serialVersionUID = 1L;

    AnswerRefused(String code, String message) {
      super(code, message);
    }

    AnswerRefused(String code, String message, @Nullable Throwable cause) {
      super(code, message, cause);
    }
  }

  /** The question was answered before, with another value. */
  public static final class AnsweredAlready extends GraphException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized: JSON is the only stored form
    private final Answer answer;

    AnsweredAlready(Answer answer) {
      super(
          "answered-already",
          "interrupt %s was answered by %s at %s with %s; your answer was not used"
              .formatted(answer.interruptId(), answer.by(), answer.at(), answer.value()));
      this.answer = answer;
    }

    /**
     * The answer that was first.
     *
     * @return who, when and with what
     */
    public Answer answer() {
      return answer;
    }
  }

  /** A checkpoint could not be stored; the run stopped, and what was stored before is intact. */
  public static final class NotSaved extends GraphException {
    private static final long serialVersionUID = 1L;

    NotSaved(String thread, Throwable cause) {
      super(
          "not-saved",
          "the run of thread \"%s\" stopped because its checkpoint could not be stored: %s"
              .formatted(thread, cause.getMessage()),
          cause);
    }
  }
}
