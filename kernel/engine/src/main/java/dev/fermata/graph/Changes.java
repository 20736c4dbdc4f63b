// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.Stored.HomeJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Refuses an answer when the graph is not the one that asked. */
final class Changes {
  private Changes() {}

  static void check(CompiledGraph<?> graph, RunSetup setup, Collection<QuestionJson> questions) {
    if (setup.config().answers().acceptChanges()) {
      return;
    }
    for (QuestionJson question : questions) {
      Fingerprints prints = prints(graph, question);
      if (prints == null) {
        continue;
      }
      boolean structure =
          question.structure() != null && !question.structure().equals(prints.structure());
      boolean code =
          question.code() != null && !Objects.equals(question.code(), prints.code(question.node()));
      if (structure || code) {
        throw new GraphException.ThreadState(
            "graph-changed",
            ("%s changed since question \"%s\" was asked, so the answer was not used. To answer it"
                    + " all the same accept the change: withAcceptChanges(true); to be asked by the"
                    + " new code first: invoke(%s)")
                .formatted(
                    structure
                        ? "the structure of graph \"" + setup.graph() + "\""
                        : "the code of node \"" + question.node() + "\"",
                    question.title(),
                    setup.threadText()));
      }
    }
  }

  /** Those of the graph that asked; null when it was called in a node that has not run here yet. */
  private static @Nullable Fingerprints prints(CompiledGraph<?> root, QuestionJson question) {
    HomeJson home = question.home();
    Calls<?> asking = root.calls().find(home == null ? "" : home.namespace());
    return asking == null ? null : asking.prints();
  }
}
