// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.ChannelChange;
import dev.fermata.checkpoint.Checkpoint;
import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.WriteBatch;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import dev.fermata.checkpoint.WriteBatch.PutCheckpoint;
import dev.fermata.graph.CompileOptions.Checkpoints;
import dev.fermata.graph.Stored.DueJson;
import dev.fermata.graph.Stored.PlanJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Time travel to a checkpoint inside a subgraph: forks every level above it at the checkpoint whose
 * task ran the subgraph, and copies the wanted checkpoint below the new task, so that the run goes
 * on at that very step.
 */
final class ReplayBelow {
  private final Calls<?> root;
  private final Checkpointer store;
  private final String thread;
  private final List<Mutation> mutations = new ArrayList<>();
  private @Nullable String caller;

  ReplayBelow(Calls<?> root, Checkpointer store, String thread) {
    this.root = root;
    this.store = store;
    this.thread = thread;
  }

  /** A due task of a stored checkpoint. */
  private record Host(CheckpointTuple tuple, PlanJson plan, DueJson due, String task) {}

  /** A copied checkpoint. */
  private record Copy(String run, int step) {}

  /**
   * Prepares the thread; continuing its root then replays.
   *
   * @param namespace the subgraph's place
   * @param id the checkpoint in it
   */
  void prepare(String namespace, CheckpointId id) {
    Loaded loaded =
        Loaded.read(store, thread, namespace, id)
            .orElseThrow(() -> Standing.unknown(store, thread));
    mutations.add(new ExpectLife(loaded.life()));
    CheckpointTuple wanted = loaded.tuple();
    Calls<?> graph = root;
    String above = "";
    String copied = "";
    for (String level : namespace.split("\\|", -1)) {
      Host host = host(above, level);
      Copy copy = copy(host.tuple(), host.plan(), copied);
      String node = host.due().node();
      int send = host.due().n() == null ? 0 : host.due().n();
      String task = Ids.of(copy.run(), copied, copy.step(), node, send);
      String call = Levels.callOf(level);
      Checkpoints mode = graph.modeIn(node);
      caller = task + (call.isEmpty() ? "#0" : call);
      copied = Levels.below(copied, node, task, call, mode);
      above = Levels.below(above, node, host.task(), call, mode);
      graph = graph.at(level);
    }
    copy(wanted, Stored.read(wanted.checkpoint().plan(), PlanJson.class), copied);
    store.commit(new WriteBatch(thread, mutations));
  }

  /** The newest checkpoint of a level that has the task under which the next level ran. */
  private Host host(String namespace, String level) {
    for (CheckpointTuple tuple : store.list(thread, namespace, null, Integer.MAX_VALUE)) {
      PlanJson plan = Stored.read(tuple.checkpoint().plan(), PlanJson.class);
      for (DueJson due : Results.some(plan.due())) {
        String task = Threads.taskId(tuple, plan, due);
        boolean named = level.contains(":");
        if (named
            ? level.startsWith(due.node() + ":" + task)
            : Levels.node(level).equals(due.node())) {
          return new Host(tuple, plan, due, task);
        }
      }
    }
    throw new GraphException.ThreadState(
        "unknown-checkpoint",
        "thread \"%s\" no longer has the checkpoint above \"%s\", from which it could be replayed"
            .formatted(thread, level));
  }

  private Copy copy(CheckpointTuple from, PlanJson plan, String namespace) {
    Checkpoint old = from.checkpoint();
    String run = Ids.run();
    boolean sameNamespace = old.ref().namespace().equals(namespace);
    long head = Loaded.read(store, thread, namespace, null).map(Loaded::head).orElse(0L);
    int step = old.step() + 1;
    PlanJson anew =
        new PlanJson(
            run,
            plan.due(),
            plan.arrived(),
            plan.deferred(),
            plan.writers(),
            namespace.isEmpty() ? null : caller);
    mutations.add(
        new PutCheckpoint(
            namespace,
            new CheckpointId(head + 1),
            sameNamespace ? old.ref().id() : null,
            step,
            Source.FORK,
            Instant.now(),
            sameNamespace ? Map.of() : all(old),
            Stored.json(anew),
            Map.of()));
    return new Copy(run, step);
  }

  private static Map<String, ChannelChange> all(Checkpoint old) {
    Map<String, ChannelChange> changes = new LinkedHashMap<>();
    for (Map.Entry<String, Json> channel : old.channels().entrySet()) {
      changes.put(channel.getKey(), new ChannelChange.Replace(channel.getValue()));
    }
    return changes;
  }
}
