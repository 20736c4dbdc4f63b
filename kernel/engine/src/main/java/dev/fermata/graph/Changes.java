// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.Stored.QuestionJson;
import java.util.Collection;
import java.util.Objects;

/** Refuses an answer when the graph is not the one that asked. */
final class Changes {
  private Changes() {}

  static void check(CompiledGraph<?> graph, RunSetup setup, Collection<QuestionJson> questions) {
    if (setup.config().acceptChanges()) {
      return;
    }
    for (QuestionJson question : questions) {
      if (question.home() != null && !question.home().namespace().isEmpty()) {
        continue;
      }
      boolean structure =
          question.structure() != null && !question.structure().equals(setup.prints().structure());
      boolean code =
          question.code() != null
              && !Objects.equals(question.code(), setup.prints().code(question.node()));
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
}
