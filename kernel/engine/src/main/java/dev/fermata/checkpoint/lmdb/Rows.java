// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.SeekOp;
import org.lmdbjava.Txn;

/** Framed records by key within one transaction. Used by one thread. */
final class Rows implements AutoCloseable {
  private final Dbi<byte[]> tree;
  private final Txn<byte[]> txn;
  private final Cursor<byte[]> cursor;
  private byte @Nullable [] last;
  private boolean changed;

  Rows(Dbi<byte[]> tree, Txn<byte[]> txn) {
    this.tree = tree;
    this.txn = txn;
    this.cursor = tree.openCursor(txn);
  }

  /** One record. */
  static final class Row {
    final byte[] key;
    final Fields.Reader fields;

    Row(byte[] key, Fields.Reader fields) {
      this.key = key;
      this.fields = fields;
    }
  }

  /** The transaction's number; of a writer larger than that of every earlier one. */
  long transaction() {
    return txn.getId();
  }

  /** Whether anything was written since the last call. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  Fields.@Nullable Reader get(byte[] key) {
    byte[] framed = tree.get(txn, key);
    return framed == null ? null : Frame.unwrap(key, framed);
  }

  boolean has(byte[] key) {
    return tree.get(txn, key) != null;
  }

  void put(byte[] key, Fields fields) {
    byte[] framed = Frame.wrap(key, fields.toBytes());
    changed = true;
    if (isBehindLast(key)) {
      tree.put(txn, key, framed, PutFlags.MDB_APPEND);
      last = key;
    } else {
      tree.put(txn, key, framed);
    }
  }

  /** Stores a copy of a record under another key. */
  void copy(byte[] from, byte[] to) {
    byte[] framed = tree.get(txn, from);
    if (framed == null) {
      throw Damage.of("a record of type " + Keys.typeName(from) + " is missing");
    }
    Fields.Reader in = Frame.unwrap(from, framed);
    put(to, in.rest());
  }

  /** Appending fills pages to the end; inserting leaves half of them empty when they are split. */
  private boolean isBehindLast(byte[] key) {
    byte[] known = last;
    if (known == null) {
      known = cursor.last() ? cursor.key() : new byte[0];
      last = known;
    }
    return Arrays.compareUnsigned(key, known) > 0;
  }

  boolean delete(byte[] key) {
    changed = true;
    last = null;
    return tree.delete(txn, key);
  }

  /** Walks over the records whose keys start with a prefix, in the order of their keys. */
  List<Row> scan(byte[] prefix) {
    List<Row> rows = new ArrayList<>();
    boolean found = cursor.get(prefix, GetOp.MDB_SET_RANGE);
    while (found && Keys.startsWith(cursor.key(), prefix)) {
      rows.add(row());
      found = cursor.seek(SeekOp.MDB_NEXT);
    }
    return rows;
  }

  /** The keys that start with a prefix, in order. */
  List<byte[]> keys(byte[] prefix) {
    List<byte[]> keys = new ArrayList<>();
    boolean found = cursor.get(prefix, GetOp.MDB_SET_RANGE);
    while (found && Keys.startsWith(cursor.key(), prefix)) {
      keys.add(cursor.key());
      found = cursor.seek(SeekOp.MDB_NEXT);
    }
    return keys;
  }

  /** The largest key that starts with a prefix and is smaller than a bound. */
  byte @Nullable [] before(byte[] bound, byte[] prefix) {
    boolean found =
        cursor.get(bound, GetOp.MDB_SET_RANGE)
            ? cursor.seek(SeekOp.MDB_PREV)
            : cursor.seek(SeekOp.MDB_LAST);
    return found && Keys.startsWith(cursor.key(), prefix) ? cursor.key() : null;
  }

  private Row row() {
    byte[] key = cursor.key();
    return new Row(key, Frame.unwrap(key, cursor.val()));
  }

  @Override
  public void close() {
    cursor.close();
  }
}
