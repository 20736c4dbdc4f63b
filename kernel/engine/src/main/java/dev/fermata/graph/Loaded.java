// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpoint;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.ThreadLife;
import dev.fermata.graph.Stored.PlanJson;
import dev.fermata.graph.Stored.ResultJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as read, before a graph makes sense of it.
 *
 * @param tuple the checkpoint and its pending writes
 * @param life of the thread, read first
 * @param head the number of its namespace's latest checkpoint
 * @param plan what is due after it
 * @param records what tasks have left beside it, by task id
 */
record Loaded(
    CheckpointTuple tuple,
    ThreadLife life,
    long head,
    PlanJson plan,
    Map<String, TaskRecord> records) {

  static Optional<Loaded> read(
      Checkpointer store, String thread, String namespace, @Nullable CheckpointId id) {
    ThreadLife life = store.life(thread);
    Optional<CheckpointTuple> latest = store.getTuple(new CheckpointRef(thread, namespace, null));
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    CheckpointId head = latest.get().checkpoint().ref().id();
    if (head == null) {
      throw new IllegalStateException("a checkpoint that was read has no id");
    }
    if (id == null || id.equals(head)) {
      return Optional.of(of(latest.get(), life, head.number()));
    }
    return Optional.of(
        store
            .getTuple(new CheckpointRef(thread, namespace, id))
            .map(tuple -> of(tuple, life, head.number()))
            .orElseThrow(
                () ->
                    new GraphException.ThreadState(
                        "unknown-checkpoint",
                        "thread \"%s\" has no checkpoint %s; its latest is %s"
                            .formatted(thread, id, head))));
  }

  static Loaded of(CheckpointTuple tuple, ThreadLife life, long head) {
    return new Loaded(
        tuple,
        life,
        head,
        Stored.read(tuple.checkpoint().plan(), PlanJson.class),
        TaskRecord.of(tuple));
  }

  /** The same with writes that were committed since. */
  Loaded with(List<PendingWrite> more) {
    List<PendingWrite> writes = new ArrayList<>(tuple.writes());
    writes.addAll(more);
    return of(new CheckpointTuple(tuple.checkpoint(), writes), life, head);
  }

  /** Whether all tasks of its superstep have finished, and nobody has gone on from there. */
  boolean isDone() {
    return !Results.some(plan.due()).isEmpty() && Threads.unfinished(tuple).isEmpty();
  }

  Checkpoint checkpoint() {
    return tuple.checkpoint();
  }

  CheckpointId id() {
    CheckpointId id = checkpoint().ref().id();
    if (id == null) {
      throw new IllegalStateException("a checkpoint that was read has no id");
    }
    return id;
  }

  boolean isLatest() {
    return id().number() == head;
  }

  Ledger ledger(Checkpointer store) {
    return new Ledger(
        store, checkpoint().ref().thread(), checkpoint().ref().namespace(), life, id(), head);
  }

  /** What commands have added beside the checkpoint. */
  <S extends Record> Parts commands(Topology<S> topology) {
    Parts all = Parts.NONE;
    for (PendingWrite write : tuple.writes()) {
      if (write.kind().equals(Stored.COMMAND)) {
        all =
            all.plus(
                Results.decode(topology.schema(), Stored.read(write.value(), ResultJson.class)));
      }
    }
    return all;
  }

  <S extends Record> Position position(Topology<S> topology) {
    @Nullable Object[] stored = Channels.decode(topology.schema(), checkpoint().channels());
    Parts commands = commands(topology);
    @Nullable Object[] values =
        commands.writes().isEmpty()
            ? stored
            : new Writes(topology.schema(), stored).apply("an update", commands.writes()).values();
    return new Position(
        values,
        stored,
        checkpoint().source(),
        Plans.with(topology, Plans.decode(topology, plan), commands),
        plan.run(),
        checkpoint().step(),
        records);
  }
}
