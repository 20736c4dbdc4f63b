// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the values that cells refer to. */
final class Cells {
  /** Before the names of channels. */
  static final String CHANNEL = "c";

  /** Before the names of metadata entries. */
  static final String METADATA = "m";

  /** The name of the plan. */
  static final String PLAN = "p";

  private Cells() {}

  static boolean isChannel(String name) {
    return name.startsWith(CHANNEL);
  }

  /** The record of a checkpoint that must be there. */
  static CheckpointRecord record(Rows rows, byte[] key) {
    return CheckpointRecord.read(fields(rows, key), Keys.idOf(key));
  }

  /** The value of a cell of the checkpoint under a key. */
  static Json json(Rows rows, byte[] key, long name, Cell cell) {
    if (cell instanceof Cell.Whole whole) {
      return whole.json();
    }
    Deque<List<Json>> added = new ArrayDeque<>();
    Cell at = cell;
    while (!(at instanceof Cell.Whole)) {
      if (at instanceof Cell.Added more) {
        added.push(more.items());
        at = cell(rows, key, more.before(), name);
      } else if (at instanceof Cell.Same same) {
        at = cell(rows, key, same.holder(), name);
      }
    }
    Json base = ((Cell.Whole) at).json();
    if (added.isEmpty()) {
      return base;
    }
    List<Json> items = new ArrayList<>();
    added.forEach(items::addAll);
    return base.appended(items);
  }

  private static Cell cell(Rows rows, byte[] key, long id, long name) {
    byte[] holder = Keys.checkpoint(Keys.threadOf(key), Keys.namespaceOf(key), id);
    return CheckpointRecord.cell(fields(rows, holder), id, name);
  }

  private static Fields.Reader fields(Rows rows, byte[] key) {
    Fields.Reader stored = rows.get(key);
    if (stored == null) {
      throw Damage.of("checkpoint " + Keys.idOf(key) + " of a thread is missing");
    }
    return stored;
  }
}
