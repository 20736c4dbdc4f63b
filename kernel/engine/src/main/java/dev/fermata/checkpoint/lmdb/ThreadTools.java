// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.lmdb.ThreadRow.Chain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes, copies and prunes whole threads within a write transaction. */
final class ThreadTools {
  private final Rows rows;

  ThreadTools(Rows rows) {
    this.rows = rows;
  }

  private @Nullable ThreadRow row(String thread) {
    Fields.Reader stored = rows.get(Keys.thread(thread));
    return stored == null ? null : ThreadRow.read(stored);
  }

  boolean delete(String thread) {
    ThreadRow row = row(thread);
    if (row == null) {
      return false;
    }
    rows.keys(Keys.checkpoints(row.number())).forEach(rows::delete);
    rows.keys(Keys.namespaces(row.number())).forEach(rows::delete);
    ThreadIndex.remove(rows, row);
    rows.delete(Keys.thread(thread));
    return true;
  }

  void copy(String from, String to) {
    ThreadRow source = row(from);
    if (source == null) {
      throw new CheckpointException("unknown-thread", "thread \"" + from + "\" does not exist");
    }
    if (row(to) != null) {
      throw new CheckpointException(
          "thread-in-use", "thread \"" + to + "\" exists already; choose another id");
    }
    Header header = Header.read(rows).oneMoreThread();
    header.write(rows);
    ThreadRow copy = source.copy(to, header.threads(), 0);
    ThreadInfo info = copy.info();
    if (info != null) {
      copy = copy.withInfo(info, ThreadIndex.add(rows, info));
    }
    rows.put(Keys.thread(to), copy.fields());
    copyAll(Keys.namespaces(source.number()), copy.number());
    copyAll(Keys.checkpoints(source.number()), copy.number());
  }

  private void copyAll(byte[] prefix, long thread) {
    for (byte[] key : rows.keys(prefix)) {
      rows.copy(key, Keys.moved(key, thread));
    }
  }

  int prune(String thread, int keep) {
    ThreadRow row = row(thread);
    if (row == null) {
      return 0;
    }
    int removed = 0;
    for (Rows.Row each : rows.scan(Keys.namespaces(row.number()))) {
      NamespaceRow namespace = NamespaceRow.read(each.fields);
      int gone = prune(row.number(), namespace.number(), keep);
      Chain rest = new Chain(namespace.chain().last(), namespace.chain().count() - gone);
      rows.put(each.key, new NamespaceRow(namespace.name(), namespace.number(), rest).fields());
      removed += gone;
    }
    int gone = prune(row.number(), 0, keep);
    ThreadRow rest = row.withRoot(new Chain(row.root().last(), row.root().count() - gone));
    rows.put(Keys.thread(thread), rest.fields());
    return removed + gone;
  }

  private int prune(long thread, long namespace, int keep) {
    byte[] prefix = Keys.prefixOfNamespace(Keys.checkpoint(thread, namespace, 0));
    List<byte[]> keys = rows.keys(prefix);
    List<byte[]> checkpoints = new ArrayList<>(keys.stream().filter(Keys::isCheckpoint).toList());
    int gone = Math.max(0, checkpoints.size() - keep);
    if (gone == 0) {
      return 0;
    }
    Set<Long> going = new HashSet<>();
    checkpoints.subList(0, gone).forEach(key -> going.add(Keys.idOf(key)));
    Map<String, Long> moved = new HashMap<>();
    for (byte[] key : checkpoints.subList(gone, checkpoints.size())) {
      bringHome(key, going, moved);
    }
    keys.stream().filter(key -> going.contains(Keys.idOf(key))).forEach(rows::delete);
    return gone;
  }

  /** Gives a checkpoint that is kept its own copy of what only going ones hold. */
  private void bringHome(byte[] key, Set<Long> going, Map<String, Long> moved) {
    CheckpointRecord record = Cells.record(rows, key);
    Map<Long, Cell> cells = new LinkedHashMap<>();
    record
        .cells()
        .forEach(
            (name, cell) -> {
              long holder =
                  cell instanceof Cell.Same same
                      ? same.holder()
                      : cell instanceof Cell.Added added ? added.before() : record.id();
              if (!going.contains(holder)) {
                cells.put(name, cell);
              } else if (cell instanceof Cell.Same && moved.containsKey(name + " " + holder)) {
                long home = Objects.requireNonNull(moved.get(name + " " + holder));
                cells.put(name, new Cell.Same(home, cell.isList()));
              } else {
                cells.put(name, new Cell.Whole(Cells.json(rows, key, name, cell)));
                if (cell instanceof Cell.Same) {
                  moved.put(name + " " + holder, record.id());
                }
              }
            });
    if (!cells.equals(record.cells())) {
      CheckpointRecord own =
          new CheckpointRecord(
              record.id(),
              record.parent(),
              record.step(),
              record.source(),
              record.createdAt(),
              cells);
      rows.put(key, own.fields());
    }
  }
}
