// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.Checkpoint;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.lmdb.ThreadRow.Chain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one thread within a transaction. */
final class ThreadReader {
  private final Rows rows;
  private final Names names;
  private final ThreadRow row;

  private ThreadReader(Rows rows, Names names, ThreadRow row) {
    this.rows = rows;
    this.names = names;
    this.row = row;
  }

  static Optional<ThreadReader> of(Rows rows, Names names, String thread) {
    Fields.Reader stored = rows.get(Keys.thread(thread));
    return Optional.ofNullable(stored).map(in -> new ThreadReader(rows, names, ThreadRow.read(in)));
  }

  ThreadRow row() {
    return row;
  }

  private @Nullable NamespaceRow namespace(String name) {
    if (name.isEmpty()) {
      return new NamespaceRow("", 0, row.root());
    }
    Fields.Reader stored = rows.get(Keys.namespace(row.number(), name));
    return stored == null ? null : NamespaceRow.read(stored);
  }

  Optional<CheckpointTuple> tuple(CheckpointRef ref) {
    NamespaceRow namespace = namespace(ref.namespace());
    if (namespace == null || namespace.chain().last() == 0) {
      return Optional.empty();
    }
    CheckpointId id = ref.id();
    long wanted = id == null ? namespace.chain().last() : id.number();
    byte[] key = Keys.checkpoint(row.number(), namespace.number(), Math.min(wanted, Keys.MAX_ID));
    if (!rows.has(key)) {
      if (id == null) {
        throw Damage.of("the latest checkpoint of thread \"" + row.id() + "\" is missing");
      }
      return Optional.empty();
    }
    return Optional.of(tuple(namespace.name(), key));
  }

  List<CheckpointTuple> list(String name, @Nullable CheckpointId before, int limit) {
    NamespaceRow namespace = namespace(name);
    if (namespace == null) {
      return List.of();
    }
    Chain chain = namespace.chain();
    long bound = before == null ? chain.last() + 1 : Math.min(before.number(), chain.last() + 1);
    byte[] first = Keys.checkpoint(row.number(), namespace.number(), 0);
    List<CheckpointTuple> found = new ArrayList<>();
    for (long id = bound - 1; id > 0 && found.size() < limit; id--) {
      byte[] key = Keys.checkpoint(row.number(), namespace.number(), id);
      if (rows.has(key)) {
        found.add(tuple(name, key));
      } else if (rows.before(key, Keys.prefixOfNamespace(first)) == null) {
        break; // pruned from here on
      }
    }
    if (before == null && found.size() < Math.min(limit, chain.count())) {
      throw Damage.of(
          "thread \"%s\" has %d checkpoints, of which %d are missing"
              .formatted(row.id(), chain.count(), chain.count() - found.size()));
    }
    return found;
  }

  List<String> namespaces() {
    List<String> found = new ArrayList<>();
    if (row.root().last() > 0) {
      found.add("");
    }
    rows.scan(Keys.namespaces(row.number()))
        .forEach(each -> found.add(NamespaceRow.read(each.fields).name()));
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private CheckpointTuple tuple(String namespace, byte[] key) {
    CheckpointRecord record = Cells.record(rows, key);
    Map<String, Json> channels = new LinkedHashMap<>();
    Map<String, Json> metadata = new LinkedHashMap<>();
    Json plan = Json.NULL;
    for (Map.Entry<Long, Cell> each : record.cells().entrySet()) {
      String name = names.name(rows, each.getKey());
      Json json = Cells.json(rows, key, each.getKey(), each.getValue());
      if (Cells.isChannel(name)) {
        channels.put(name.substring(1), json);
      } else if (name.equals(Cells.PLAN)) {
        plan = json;
      } else {
        metadata.put(name.substring(1), json);
      }
    }
    Checkpoint checkpoint =
        new Checkpoint(
            new CheckpointRef(row.id(), namespace, new CheckpointId(record.id())),
            record.parent() == 0 ? null : new CheckpointId(record.parent()),
            record.step(),
            record.source(),
            record.createdAt(),
            channels,
            plan,
            metadata);
    return new CheckpointTuple(checkpoint, writes(key));
  }

  private List<PendingWrite> writes(byte[] key) {
    byte[] prefix = Keys.writes(Keys.threadOf(key), Keys.namespaceOf(key), Keys.idOf(key));
    return rows.scan(prefix).stream()
        .map(each -> StoredWrite.read(each.fields))
        .sorted(Comparator.comparingLong(StoredWrite::order))
        .map(StoredWrite::write)
        .toList();
  }
}
