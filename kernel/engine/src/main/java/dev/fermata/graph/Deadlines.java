// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.Stored.QuestionJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Questions whose time is over: they answer themselves when somebody resumes or continues, never by
 * a hidden timer.
 *
 * @param loaded the checkpoint with those answers
 * @param ids the questions that answered themselves
 */
record Deadlines(Loaded loaded, Set<String> ids) {
  static Deadlines decide(
      Checkpointer store,
      Loaded loaded,
      RunSetup setup,
      List<QuestionJson> open,
      List<String> notices) {
    List<QuestionJson> over = open.stream().filter(Deadlines::isOver).toList();
    if (over.isEmpty()) {
      return new Deadlines(loaded, Set.of());
    }
    Commit commit = new Commit(store, loaded, setup);
    Set<String> ids = new HashSet<>();
    for (QuestionJson question : over) {
      Json otherwise = question.otherwise() == null ? Json.NULL : question.otherwise();
      commit.answer(question, otherwise, false, false, "its deadline");
      ids.add(question.id());
      notices.add(
          "question \"%s\" of node \"%s\" passed its deadline and was answered with %s"
              .formatted(question.title(), question.node(), otherwise));
    }
    commit.send(
        new ThreadInfo(
            loaded.checkpoint().ref().thread(),
            setup.graph(),
            ThreadInfo.Status.RUNNING,
            List.of(),
            Instant.now(),
            setup.labels()));
    return new Deadlines(loaded.with(commit.rootWrites()), ids);
  }

  private static boolean isOver(QuestionJson question) {
    Long expires = question.expires();
    return expires != null && expires <= System.currentTimeMillis();
  }
}
