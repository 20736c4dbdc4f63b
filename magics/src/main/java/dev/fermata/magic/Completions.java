// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.form.Words;
import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.Threads;
import java.util.List;

/** Names to complete. Nothing here makes or waits for a store that is not there yet. */
final class Completions {
  private Completions() {}

  static List<String> graphs(Session session) {
    return session.graphs().all().stream().map(Graphs.Known::variable).toList();
  }

  /** The nodes of all graphs. */
  static List<String> nodes(Session session) {
    return session.graphs().all().stream()
        .flatMap(g -> g.graph().describe().nodes().stream())
        .map(GraphDescription.NodeDescription::name)
        .distinct()
        .toList();
  }

  static List<String> threads(Session session) {
    return infos(session).stream().map(ThreadInfo::thread).map(Words::quoted).toList();
  }

  static List<String> interrupts(Session session) {
    return infos(session).stream()
        .flatMap(t -> t.waiting().stream())
        .map(ThreadInfo.Waiting::interruptId)
        .toList();
  }

  /** The fields of the questions that wait, as the start of an assignment. */
  static List<String> fields(Session session) {
    if (!session.store().exists()) {
      return List.of();
    }
    var store = session.store().get();
    return store.threads(ThreadInfo.Status.PAUSED).stream()
        .limit(1)
        .flatMap(t -> Threads.pending(store, t.thread()).stream())
        .flatMap(i -> session.questions().asked(i).form().fields().stream())
        .map(field -> Words.quoted(field.name()) + "=")
        .distinct()
        .toList();
  }

  private static List<ThreadInfo> infos(Session session) {
    return session.store().exists() ? session.store().get().threads(null) : List.of();
  }
}
