// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.ChannelChange;
import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.ConflictException;
import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.PendingWrite;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadLife;
import dev.fermata.checkpoint.WriteBatch.DeleteWrites;
import dev.fermata.checkpoint.WriteBatch.ExpectLatest;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import dev.fermata.checkpoint.WriteBatch.ExpectWrite;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import dev.fermata.checkpoint.WriteBatch.PutCheckpoint;
import dev.fermata.checkpoint.WriteBatch.PutThread;
import dev.fermata.checkpoint.WriteBatch.PutWrite;
import dev.fermata.checkpoint.lmdb.ThreadRow.Chain;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies the mutations of one batch within a write transaction. Used by the writer thread. */
final class ThreadWriter {
  private final Rows rows;
  private final Names names;
  private final Lives lives;
  private final ThreadRow before;
  private final Map<String, NamespaceRow> namespaces = new HashMap<>();
  private final Map<String, NamespaceRow> changed = new LinkedHashMap<>();
  private ThreadRow row;
  private boolean isNew;
  private @Nullable ThreadLife life;

  ThreadWriter(Rows rows, Names names, Lives lives, String thread) {
    this.rows = rows;
    this.names = names;
    this.lives = lives;
    Fields.Reader stored = rows.get(Keys.thread(thread));
    this.isNew = stored == null;
    this.before = stored == null ? ThreadRow.fresh(thread, 0) : ThreadRow.read(stored);
    this.row = before;
  }

  void apply(List<Mutation> mutations) {
    for (Mutation mutation : mutations) {
      apply(mutation);
    }
    changed.forEach((name, each) -> rows.put(Keys.namespace(row.number(), name), each.fields()));
    ThreadInfo info = row.info();
    if (info != null && !info.equals(before.info())) {
      ThreadIndex.remove(rows, before);
      row = row.withInfo(info, ThreadIndex.add(rows, info));
    }
    if (!row.equals(before)) {
      rows.put(Keys.thread(row.id()), row.fields());
    }
    if (life != null && before.number() != row.number()) {
      lives.begin(life, row.number());
    }
  }

  private void apply(Mutation mutation) {
    if (mutation instanceof PutCheckpoint put) {
      putCheckpoint(put);
    } else if (mutation instanceof PutWrite put) {
      putWrite(put);
    } else if (mutation instanceof DeleteWrites delete) {
      deleteWrites(delete);
    } else if (mutation instanceof ExpectLatest expected) {
      CheckpointId latest = idOrNull(chain(expected.namespace()).last());
      if (!Objects.equals(latest, expected.id())) {
        throw ConflictException.latest(row.id(), expected.namespace(), expected.id(), latest);
      }
    } else if (mutation instanceof ExpectWrite expected) {
      byte[] position = requireCheckpoint(expected.namespace(), expected.id());
      byte[] key = writeKey(position, expected.task(), expected.kind(), expected.key());
      if (!rows.has(key)) {
        throw ConflictException.unwritten(row.id(), expected);
      }
    } else if (mutation instanceof ExpectLife expected) {
      life = expected.life();
      if (life.number() != before.number()) {
        throw ConflictException.otherLife(row.id(), before.number() != 0);
      }
    } else if (mutation instanceof PutThread put) {
      putThread(put.info());
    }
  }

  private static @Nullable CheckpointId idOrNull(long number) {
    return number == 0 ? null : new CheckpointId(number);
  }

  private @Nullable NamespaceRow namespace(String name) {
    NamespaceRow known = namespaces.get(name);
    if (known == null && row.number() != 0) {
      Fields.Reader stored = rows.get(Keys.namespace(row.number(), name));
      known = stored == null ? null : NamespaceRow.read(stored);
      if (known != null) {
        namespaces.put(name, known);
      }
    }
    return known;
  }

  private Chain chain(String namespace) {
    if (namespace.isEmpty()) {
      return row.root();
    }
    NamespaceRow known = namespace(namespace);
    return known == null ? Chain.EMPTY : known.chain();
  }

  /** The number of an existing namespace; -1 for one without checkpoints. */
  private long number(String namespace) {
    NamespaceRow known = namespace.isEmpty() ? null : namespace(namespace);
    return namespace.isEmpty() ? 0 : known == null ? -1 : known.number();
  }

  private byte[] requireCheckpoint(String namespace, CheckpointId id) {
    long number = number(namespace);
    if (number >= 0 && row.number() != 0) {
      byte[] key = Keys.checkpoint(row.number(), number, id.number());
      if (rows.has(key)) {
        return key;
      }
    }
    throw ConflictException.missing(row.id(), namespace, id);
  }

  private static byte[] writeKey(byte[] position, String task, String kind, String key) {
    return Keys.write(
        Keys.threadOf(position), Keys.namespaceOf(position), Keys.idOf(position), task, kind, key);
  }

  private void putCheckpoint(PutCheckpoint put) {
    Chain chain = chain(put.namespace());
    if (put.id().number() != chain.last() + 1) {
      throw ConflictException.latest(
          row.id(), put.namespace(), idOrNull(put.id().number() - 1), idOrNull(chain.last()));
    }
    CheckpointId parent = put.parent();
    byte[] parentKey = parent == null ? null : requireCheckpoint(put.namespace(), parent);
    numberThread();
    if (put.namespace().isEmpty()) {
      row = row.withRoot(chain.longer());
    } else {
      NamespaceRow known = namespace(put.namespace());
      if (known == null) {
        row = row.oneMoreNamespace();
      }
      long number = known == null ? row.namespaces() : known.number();
      NamespaceRow longer = new NamespaceRow(put.namespace(), number, chain.longer());
      namespaces.put(put.namespace(), longer);
      changed.put(put.namespace(), longer);
    }
    byte[] key = Keys.checkpoint(row.number(), number(put.namespace()), put.id().number());
    rows.put(key, record(put, parentKey).fields());
  }

  private CheckpointRecord record(PutCheckpoint put, byte @Nullable [] parentKey) {
    CheckpointRecord parent = parentKey == null ? null : Cells.record(rows, parentKey);
    Map<Long, Cell> known = parent == null ? Map.of() : parent.cells();
    Map<Long, Cell> cells = new LinkedHashMap<>();
    known.forEach(
        (name, cell) -> {
          if (Cells.isChannel(names.nameInWriter(rows, name))) {
            cells.put(name, same(cell, Objects.requireNonNull(parent).id()));
          }
        });
    put.changes()
        .forEach(
            (channel, change) ->
                cells.compute(
                    names.number(rows, Cells.CHANNEL + channel), (n, c) -> changed(c, change)));
    keepOrPut(cells, known, parentKey, Cells.PLAN, put.plan());
    put.metadata()
        .forEach((name, json) -> keepOrPut(cells, known, parentKey, Cells.METADATA + name, json));
    return new CheckpointRecord(
        put.id().number(),
        parent == null ? 0 : parent.id(),
        put.step(),
        put.source(),
        put.createdAt(),
        cells);
  }

  private static Cell same(Cell cell, long holder) {
    return cell instanceof Cell.Same ? cell : new Cell.Same(holder, cell.isList());
  }

  private static Cell changed(@Nullable Cell before, ChannelChange change) {
    if (change instanceof ChannelChange.Replace replace) {
      return new Cell.Whole(replace.value());
    }
    List<Json> items = ((ChannelChange.Append) change).items();
    if (before == null) {
      return new Cell.Whole(Json.NULL.appended(items));
    }
    if (!before.isList()) {
      throw new CheckpointException(
          "channel-not-a-list",
          "elements were appended to a channel that holds no list; replace its value instead");
    }
    // before is always a reference here: a batch has one change per channel
    return items.isEmpty() ? before : new Cell.Added(((Cell.Same) before).holder(), items);
  }

  /** Stores a value, or refers to the parent's when it is the same. */
  private void keepOrPut(
      Map<Long, Cell> cells,
      Map<Long, Cell> known,
      byte @Nullable [] parentKey,
      String name,
      Json json) {
    long number = names.number(rows, name);
    Cell before = known.get(number);
    boolean equal =
        before != null
            && parentKey != null
            && Cells.json(rows, parentKey, number, before).equals(json);
    cells.put(
        number,
        equal && before != null && parentKey != null
            ? same(before, Keys.idOf(parentKey))
            : new Cell.Whole(json));
  }

  private void putWrite(PutWrite put) {
    byte[] position = requireCheckpoint(put.namespace(), put.id());
    PendingWrite write = put.write();
    byte[] key = writeKey(position, write.task(), write.kind(), write.key());
    Fields.Reader existing = rows.get(key);
    long order;
    if (existing == null) {
      row = row.oneMoreWrite();
      order = row.writes();
    } else {
      StoredWrite stored = StoredWrite.read(existing);
      if (!put.replace()) {
        throw ConflictException.written(row.id(), stored.write());
      }
      order = stored.order();
    }
    rows.put(key, new StoredWrite(order, write).fields());
  }

  private void deleteWrites(DeleteWrites delete) {
    byte[] position = requireCheckpoint(delete.namespace(), delete.id());
    byte[] prefix =
        Keys.writes(Keys.threadOf(position), Keys.namespaceOf(position), Keys.idOf(position));
    for (Rows.Row each : rows.scan(prefix)) {
      PendingWrite write = StoredWrite.read(each.fields).write();
      boolean kindGoes = delete.kind() == null || write.kind().equals(delete.kind());
      if (write.task().equals(delete.task()) && kindGoes) {
        rows.delete(each.key);
      }
    }
  }

  private void putThread(ThreadInfo info) {
    numberThread();
    row = row.withInfo(info, row.change());
  }

  private void numberThread() {
    if (isNew) {
      Header header = Header.read(rows).oneMoreThread();
      header.write(rows);
      row =
          new ThreadRow(
              row.id(),
              header.threads(),
              row.writes(),
              row.namespaces(),
              row.root(),
              row.change(),
              row.info());
      isNew = false;
    }
  }
}
