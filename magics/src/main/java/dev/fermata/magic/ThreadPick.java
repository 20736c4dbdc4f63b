// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.form.Visible;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.shell.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the thread that a magic means. */
final class ThreadPick {
  private static final int LISTED = 5;

  private final Session session;

  ThreadPick(Session session) {
    this.session = session;
  }

  /** The thread of an id, or an error that names similar ones. */
  ThreadInfo named(String id) {
    if (id.isEmpty()) {
      throw new MagicException("bad-thread-id", "--thread \"\" names no thread");
    }
    var store = store();
    return store
        .thread(id)
        .orElseThrow(
            () -> {
              var all = store.threads(null).stream().map(ThreadInfo::thread).toList();
              var near = Nearest.of(id, all);
              return new MagicException(
                  "unknown-thread",
                  "there is no thread \"%s\" in %s%s"
                      .formatted(
                          Visible.preview(id, 100),
                          store.location(),
                          near.isEmpty() ? "; %threads lists all" : "; similar: " + listed(near)),
                  near.stream().map(Outcomes::resumeLine).toList());
            });
  }

  private static String listed(List<String> names) {
    return names.stream().map(n -> "\"" + Visible.line(n) + "\"").collect(Collectors.joining(", "));
  }

  /** The latest paused thread of this notebook, else of the graphs defined here. */
  ThreadInfo latestPaused() {
    if (!session.store().exists()) {
      throw new MagicException(
          "nothing-pending", "no thread waits for an answer: nothing has run in this folder yet");
    }
    var paused = store().threads(Status.PAUSED);
    return own(paused).orElseThrow(() -> nothing(paused));
  }

  /** The thread of {@code --thread}, else the latest of this notebook, else of its graphs. */
  ThreadInfo latest(Optional<String> given) {
    if (given.isPresent()) {
      return named(given.get());
    }
    return (session.store().exists() ? own(store().threads(null)) : Optional.<ThreadInfo>empty())
        .orElseThrow(
            () ->
                new MagicException(
                    "unknown-thread",
                    "no thread of this notebook is stored yet",
                    List.of("%threads")));
  }

  private Optional<ThreadInfo> own(List<ThreadInfo> threads) {
    var here = Optional.ofNullable(session.store().labels().all().get(Labels.NOTEBOOK));
    var graphs = session.graphs().all().stream().map(Graphs.Known::name).toList();
    return threads.stream()
        .filter(t -> here.isPresent() && here.get().equals(t.labels().get(Labels.NOTEBOOK)))
        .findFirst()
        .or(() -> threads.stream().filter(t -> graphs.contains(t.graph())).findFirst());
  }

  private MagicException nothing(List<ThreadInfo> paused) {
    if (!paused.isEmpty()) {
      return new MagicException(
          "nothing-pending",
          "no thread of this notebook waits for an answer; other notebooks have paused threads",
          paused.stream().limit(LISTED).map(t -> Outcomes.resumeLine(t.thread())).toList());
    }
    var latest =
        store().threads(null).stream()
            .findFirst()
            .map(info -> ThreadState.of(info, session.store()));
    return new MagicException(
        "nothing-pending",
        "no thread waits for an answer"
            + latest.map(t -> "; the latest thread, " + t.sentence()).orElse(""),
        latest.map(ThreadState::next).orElse(List.of()));
  }

  private Checkpointer store() {
    return session.store().get();
  }
}
