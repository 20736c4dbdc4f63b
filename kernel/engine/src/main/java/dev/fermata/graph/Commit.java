// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.ConflictException;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.checkpoint.WriteBatch.DeleteWrites;
import dev.fermata.checkpoint.WriteBatch.ExpectLatest;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import dev.fermata.checkpoint.WriteBatch.ExpectWrite;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import dev.fermata.checkpoint.WriteBatch.PutWrite;
import dev.fermata.graph.Stored.AnswerJson;
import dev.fermata.graph.Stored.HomeJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The batch of one command: every answer by compare-and-set on its question, before any node runs
 * again. All of it is committed, or nothing.
 */
final class Commit {
  private final Checkpointer store;
  private final Loaded loaded;
  private final RunSetup setup;
  private final List<Mutation> mutations = new ArrayList<>();
  private final List<PendingWrite> rootWrites = new ArrayList<>();
  private boolean replaced;
  private final Map<String, Json> given = new HashMap<>();

  Commit(Checkpointer store, Loaded loaded, RunSetup setup) {
    this.store = store;
    this.loaded = loaded;
    this.setup = setup;
    mutations.add(new ExpectLife(loaded.life()));
    mutations.add(new ExpectLatest("", loaded.id()));
  }

  void answer(QuestionJson question, Json value, boolean withUpdate, boolean replace) {
    answer(question, value, withUpdate, replace, Who.of(setup.labels()));
  }

  void answer(QuestionJson question, Json value, boolean withUpdate, boolean replace, String by) {
    HomeJson home = question.home();
    if (home == null) {
      throw new IllegalStateException("a question without a home cannot be answered");
    }
    CheckpointId at = new CheckpointId(home.checkpoint());
    AnswerJson answer =
        new AnswerJson(value, Instant.now().toString(), by, withUpdate ? true : null);
    PendingWrite write =
        new PendingWrite(home.task(), Stored.RESUME, question.id(), Stored.json(answer));
    mutations.add(new ExpectLatest(home.namespace(), at));
    mutations.add(
        new ExpectWrite(home.namespace(), at, home.task(), Stored.INTERRUPT, question.id()));
    mutations.add(new PutWrite(home.namespace(), at, write, replace));
    if (replace) {
      mutations.add(new DeleteWrites(home.namespace(), at, home.task(), Stored.ERROR));
    }
    given.put(question.id(), value);
    if (home.namespace().isEmpty()) {
      rootWrites.add(write);
      replaced |= replace;
    }
  }

  void command(Schema<?> schema, Parts parts) {
    long number =
        loaded.tuple().writes().stream().filter(w -> w.kind().equals(Stored.COMMAND)).count();
    PendingWrite write =
        new PendingWrite(
            Stored.NO_TASK,
            Stored.COMMAND,
            Long.toString(number),
            Stored.json(Results.encode(schema, parts)));
    mutations.add(new PutWrite("", loaded.id(), write, false));
    rootWrites.add(write);
  }

  /** Whether the root's checkpoint lost writes, so that it must be read again. */
  boolean hasReplaced() {
    return replaced;
  }

  /** What was written beside the root's checkpoint. */
  List<PendingWrite> rootWrites() {
    return rootWrites;
  }

  /**
   * Commits.
   *
   * @return empty when it was stored; the other's answer when somebody was first with an equal one
   * @throws GraphException.AnsweredAlready when somebody was first with another one
   */
  Optional<Answer> send(ThreadInfo row) {
    mutations.add(new PutThread(row));
    try {
      store.commit(new WriteBatch(row.thread(), mutations));
      return Optional.empty();
    } catch (ConflictException e) {
      return Optional.of(first(row.thread(), e));
    } catch (CheckpointException e) {
      throw new GraphException.NotSaved(row.thread(), e);
    }
  }

  private Answer first(String thread, ConflictException conflict) {
    PendingWrite existing = conflict.existing();
    Optional<Answer> answer =
        existing != null && existing.kind().equals(Stored.RESUME)
            ? Optional.of(AnswerBook.answer(existing))
            : given.keySet().stream()
                .flatMap(id -> AnswerBook.find(store, thread, id).stream())
                .findFirst();
    Answer other =
        answer.orElseThrow(
            () ->
                new GraphException.ThreadState(
                    "busy",
                    "thread \"%s\" moved on before the command was stored; look at its state and"
                            .formatted(thread)
                        + " try again",
                    conflict));
    Json mine = given.get(other.interruptId());
    if (mine == null || !AnswerBook.same(mine, other.value())) {
      throw new GraphException.AnsweredAlready(other);
    }
    return other;
  }
}
