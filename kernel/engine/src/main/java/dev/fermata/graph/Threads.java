// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.graph.Stored.DueJson;
import dev.fermata.graph.Stored.HomeJson;
import dev.fermata.graph.Stored.PlanJson;
import dev.fermata.graph.Stored.QuestionJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Threads as a store has them, without the graphs they belong to: what can be shown after a
 * restart.
 */
public final class Threads {
  private Threads() {}

  /**
   * The pending questions of a thread.
   *
   * @param store where the thread is kept
   * @param thread the thread id
   * @return in task order; empty when nothing is asked or the thread is unknown
   */
  public static List<Interrupt> pending(Checkpointer store, String thread) {
    return store
        .getTuple(CheckpointRef.latest(thread))
        .map(tuple -> stillOpen(store, thread, open(tuple)))
        .orElse(List.of())
        .stream()
        .map(Interrupts::of)
        .toList();
  }

  /**
   * The answer that was committed to a question.
   *
   * @param store where the thread is kept
   * @param thread the thread id
   * @param interruptId the question's id
   * @return who, when, with what; empty when nobody has answered
   */
  public static Optional<Answer> answer(Checkpointer store, String thread, String interruptId) {
    return AnswerBook.find(store, thread, interruptId);
  }

  /**
   * The nodes that still have to run at the latest checkpoint of a thread: where it stands.
   *
   * @param store where the thread is kept
   * @param thread the thread id
   * @return each of {@link StateSnapshot#next()} once; empty when it is finished or unknown
   */
  public static List<String> next(Checkpointer store, String thread) {
    return store.getTuple(CheckpointRef.latest(thread)).map(Threads::next).orElse(List.of());
  }

  private static List<String> next(CheckpointTuple tuple) {
    PlanJson plan = Stored.read(tuple.checkpoint().plan(), PlanJson.class);
    List<DueJson> unfinished = unfinished(tuple);
    return (unfinished.isEmpty() ? Results.some(plan.due()) : unfinished)
        .stream().map(DueJson::node).distinct().toList();
  }

  /** The tasks due at a checkpoint that have no result yet. */
  static List<DueJson> unfinished(CheckpointTuple tuple) {
    Map<String, TaskRecord> records = TaskRecord.of(tuple);
    PlanJson plan = Stored.read(tuple.checkpoint().plan(), PlanJson.class);
    return Results.some(plan.due()).stream()
        .filter(
            due -> {
              TaskRecord record = records.get(taskId(tuple, plan, due));
              return record == null || record.result() == null;
            })
        .toList();
  }

  /**
   * The answered questions of nodes that failed after their answer: what {@link
   * RunnableConfig#withReplace} may answer anew.
   *
   * @param store where the thread is kept
   * @param thread the thread id
   * @return in task order; empty when no node has failed behind an answer
   */
  public static List<Interrupt> replaceable(Checkpointer store, String thread) {
    return store
        .getTuple(CheckpointRef.latest(thread))
        .map(tuple -> questions(tuple, Threads::answeredInVain))
        .orElse(List.of())
        .stream()
        .map(Interrupts::of)
        .toList();
  }

  private static List<QuestionJson> answeredInVain(TaskRecord record) {
    return record.error() != null && record.result() == null ? record.answered() : List.of();
  }

  private static List<QuestionJson> open(CheckpointTuple tuple) {
    return questions(tuple, TaskRecord::open);
  }

  private static List<QuestionJson> questions(
      CheckpointTuple tuple, Function<TaskRecord, List<QuestionJson>> which) {
    Map<String, TaskRecord> records = TaskRecord.of(tuple);
    PlanJson plan = Stored.read(tuple.checkpoint().plan(), PlanJson.class);
    CheckpointRef ref = tuple.checkpoint().ref();
    CheckpointId id = ref.id();
    List<QuestionJson> found = new ArrayList<>();
    Results.some(plan.due()).stream()
        .sorted(
            Comparator.<DueJson>comparingInt(due -> due.n() == null ? 0 : due.n())
                .thenComparing(DueJson::node))
        .map(due -> taskId(tuple, plan, due))
        .forEach(
            task -> {
              TaskRecord record = records.get(task);
              if (record != null && id != null) {
                HomeJson here = new HomeJson(ref.namespace(), id.number(), task);
                which.apply(record).forEach(q -> found.add(q.home() == null ? q.at(here) : q));
              }
            });
    return found;
  }

  /** The id of a stored task; the same as {@link Run#taskId}. */
  static String taskId(CheckpointTuple tuple, PlanJson plan, DueJson due) {
    return Ids.of(
        plan.run(),
        tuple.checkpoint().ref().namespace(),
        tuple.checkpoint().step(),
        due.node(),
        due.n() == null ? 0 : due.n());
  }

  /** Leaves out questions of subgraphs that were answered, or whose subgraph has moved on. */
  static List<QuestionJson> stillOpen(
      Checkpointer store, String thread, List<QuestionJson> questions) {
    return questions.stream().filter(question -> isOpen(store, thread, question)).toList();
  }

  private static boolean isOpen(Checkpointer store, String thread, QuestionJson question) {
    HomeJson home = question.home();
    if (home == null || home.namespace().isEmpty()) {
      return true;
    }
    return store
        .getTuple(new CheckpointRef(thread, home.namespace(), null))
        .filter(tuple -> new CheckpointId(home.checkpoint()).equals(tuple.checkpoint().ref().id()))
        .map(TaskRecord::of)
        .map(records -> records.get(home.task()))
        .map(record -> record.answer(question.id()) == null && record.result() == null)
        .orElse(false);
  }
}
