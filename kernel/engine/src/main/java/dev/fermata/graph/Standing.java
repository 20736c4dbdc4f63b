// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.Stored.HomeJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a thread stands, and the errors that say so. */
final class Standing {
  private Standing() {}

  /** The open questions of a thread in task order, those of subgraphs included. */
  static <S extends Record> List<QuestionJson> open(
      Topology<S> topology, RunSetup setup, Checkpointer store, Loaded loaded) {
    Run<S> run = new Run<>(topology, setup, loaded.ledger(store), loaded.position(topology));
    run.look();
    return Threads.stillOpen(store, loaded.checkpoint().ref().thread(), run.open());
  }

  /** Answered questions of tasks that failed with their answer. */
  static <S extends Record> List<QuestionJson> replaceable(
      Topology<S> topology, RunSetup setup, Checkpointer store, Loaded loaded) {
    Run<S> run = new Run<>(topology, setup, loaded.ledger(store), loaded.position(topology));
    run.look();
    List<QuestionJson> answered = new ArrayList<>();
    for (Task<S> task : run.lastTasks()) {
      TaskRecord record = task.record();
      if (record != null && record.error() != null && record.result() == null) {
        HomeJson here = new HomeJson("", loaded.id().number(), task.taskId());
        record.answered().forEach(question -> answered.add(question.at(here)));
      }
    }
    return answered;
  }

  static void checkOwner(Optional<ThreadInfo> row, String thread, String graph) {
    if (row.isEmpty() || graph.isEmpty()) {
      return;
    }
    String owner = row.get().graph();
    if (!owner.isEmpty() && !owner.equals(graph)) {
      throw new GraphException.ThreadState(
          "other-graph",
          "thread \"%s\" belongs to graph \"%s\", not to \"%s\"; use another thread id"
              .formatted(thread, owner, graph));
    }
  }

  static GraphException unknown(Checkpointer store, String thread) {
    List<String> known = store.threads(null).stream().map(ThreadInfo::thread).toList();
    List<String> near = Names.nearest(thread, known);
    String hint =
        !near.isEmpty()
            ? "did you mean "
                + String.join(", ", near.stream().map(t -> '"' + t + '"').toList())
                + "?"
            : known.isEmpty()
                ? "the store (" + store.location() + ") has no threads"
                : "latest threads: " + Names.listed(known.stream().limit(10).toList());
    return new GraphException.ThreadState(
        "unknown-thread",
        "thread \"%s\" has no checkpoint, so there is nothing to continue or answer; %s. A run"
                .formatted(thread, hint)
            + " begins with an input");
  }

  /** An answer came for a checkpoint that is not the latest. */
  static GraphException past(String thread, Loaded loaded, RunSetup setup) {
    return new GraphException.ThreadState(
        "resume-in-the-past",
        "checkpoint %s is not the latest of thread \"%s\" (%d is); fork there first: invoke(%s.withCheckpoint(%s))"
            .formatted(loaded.id(), thread, loaded.head(), setup.threadText(), loaded.id()));
  }

  static GraphException nothingPending(
      Optional<ThreadInfo> row, String thread, Loaded loaded, RunSetup setup) {
    ThreadInfo.Status status = row.map(ThreadInfo::status).orElse(ThreadInfo.Status.RUNNING);
    String next =
        String.join(
            ", ", Results.some(loaded.plan().due()).stream().map(Stored.DueJson::node).toList());
    if (status == ThreadInfo.Status.STOPPED && isEdited(loaded.checkpoint().source())) {
      return edited(thread, next, setup);
    }
    return switch (status) {
      case FINISHED ->
          refused("thread-finished", "thread \"%s\" is finished; nothing is pending", thread);
      case STOPPED ->
          refused(
              "at-breakpoint",
              "thread \"%s\" stands at a static breakpoint before "
                  + next
                  + ", where no question was asked, so a value has no meaning; continue without"
                  + " one: invoke("
                  + setup.threadText()
                  + ")",
              thread);
      case FAILED ->
          refused(
              "answered-failed",
              "thread \"%s\" waits for no answer: the run failed in "
                  + next
                  + "; invoke("
                  + setup.threadText()
                  + ") runs it again with the answers it has",
              thread);
      default ->
          refused(
              "nothing-pending", "thread \"%s\" waits for no answer; due next: " + next, thread);
    };
  }

  private static boolean isEdited(Source source) {
    return source == Source.UPDATE || source == Source.FORK;
  }

  private static GraphException edited(String thread, String next, RunSetup setup) {
    return refused(
        "nothing-pending",
        "thread \"%s\" was edited since anything was asked, so no answer is wanted; due next: "
            + next
            + ". Continue without a value: invoke("
            + setup.threadText()
            + ")",
        thread);
  }

  private static GraphException refused(String code, String message, String thread) {
    return new GraphException.ThreadState(code, message.replace("%s", thread));
  }
}
