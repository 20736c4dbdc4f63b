// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.form.Visible;
import dev.fermata.form.Words;
import dev.fermata.graph.Threads;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a thread stands, in words.
 *
 * @param info its row in the store
 * @param abandoned whether its process ended in the middle of a run
 * @param due the nodes it stands at, where that is worth saying
 */
record ThreadState(ThreadInfo info, boolean abandoned, List<String> due) {
  static ThreadState of(ThreadInfo info, StoreHome home) {
    var abandoned = home.labels().isAbandoned(info);
    var due =
        abandoned || info.status() == Status.FAILED
            ? Threads.next(home.get(), info.thread())
            : List.<String>of();
    return new ThreadState(info, abandoned, due);
  }

  /** For the column of a table: {@code paused}, {@code failed in send} … */
  String word() {
    var word = abandoned ? "broken off" : info.status().name().toLowerCase(Locale.ROOT);
    return due.isEmpty() ? word : word + " in " + nodes();
  }

  /** For example {@code "approval-123" of graph "approval", is finished since …}. */
  String sentence() {
    return "\"%s\" of graph \"%s\", %s since %s"
        .formatted(
            Visible.line(info.thread()),
            Visible.line(info.graph()),
            predicate(),
            Questions.time(info.since()));
  }

  private String predicate() {
    return switch (info.status()) {
      case RUNNING ->
          abandoned ? "was broken off in " + nodes() + " when its kernel ended; so it is" : "runs";
      case PAUSED -> "waits for an answer";
      case STOPPED -> "stands at a breakpoint";
      case FAILED -> "has failed in " + (due.isEmpty() ? "a node" : nodes());
      case FINISHED -> "is finished";
    };
  }

  private String nodes() {
    return due.stream().map(Visible::line).collect(Collectors.joining(", "));
  }

  /** What to type next when it asks nothing. */
  List<String> next() {
    return info.status() == Status.FINISHED
        ? List.of("%invoke " + Words.quoted(info.graph()))
        : List.of(Outcomes.continueLine(info.graph(), info.thread()));
  }
}
