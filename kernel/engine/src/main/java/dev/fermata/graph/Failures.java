// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the caller of a run gets when tasks failed. */
final class Failures {
  private Failures() {}

  /** The first failure in task order, the others suppressed in it. */
  static <S extends Record> RuntimeException of(
      Throwable first, List<Task<S>> tasks, RunSetup setup) {
    RuntimeException thrown = null;
    for (Task<S> task : tasks) {
      if (!task.is(Task.Status.FAILED)) {
        continue;
      }
      if (thrown == null) {
        thrown = wrapped(task.name(), first, setup);
      } else {
        thrown.addSuppressed(wrapped(task.name(), task.failure(), setup));
      }
    }
    return thrown == null ? new IllegalStateException(first) : thrown;
  }

  /** Somebody interrupted the thread that runs. */
  static RuntimeException interrupted(@Nullable Throwable failure, String nodes, RunSetup setup) {
    return new GraphException.RunInterrupted(
        "the run was interrupted in %s; its checkpoint is kept, and invoke(%s) goes on from there"
            .formatted(nodes, setup.threadText()),
        failure);
  }

  private static RuntimeException wrapped(String node, Throwable failure, RunSetup setup) {
    if (failure instanceof GraphException.NodeFailed below) {
      Throwable cause = below.getCause() == null ? below : below.getCause();
      return new GraphException.NodeFailed(node + "/" + below.node(), cause, hint(setup));
    }
    if (failure instanceof GraphException || failure instanceof CheckpointException) {
      return (RuntimeException) failure;
    }
    trim(failure);
    return new GraphException.NodeFailed(node, failure, hint(setup));
  }

  private static String hint(RunSetup setup) {
    return setup.config().thread() == null || !setup.isRoot()
        ? ""
        : ". The thread keeps its last checkpoint: mend the cause, then invoke(%s) runs the node"
                .formatted(setup.threadText())
            + " again";
  }

  /** Cuts the stack below the user's own lines. */
  private static void trim(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    String runner = Task.class.getName();
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().equals(runner)) {
        int end = i;
        while (end > 0 && frames[end - 1].getClassName().startsWith(StateGraph.class.getName())) {
          end--;
        }
        failure.setStackTrace(Arrays.copyOf(frames, end));
        return;
      }
    }
  }

  /** The error for an answer that a prompt could not read; null when there is none. */
  static <S extends Record> @Nullable RuntimeException refused(List<Task<S>> tasks) {
    for (Task<S> task : tasks) {
      Scratchpad pad = task.pad();
      Scratchpad.Refused refused = pad == null ? null : pad.refused();
      if (refused != null) {
        return new GraphException.AnswerRefused(
            "wrong-answer",
            "the answer does not fit question \"%s\" of node \"%s\": %s. The question is still pending"
                .formatted(
                    refused.question().title(),
                    refused.question().node(),
                    refused.why().getMessage()),
            refused.why());
      }
    }
    return null;
  }
}
