// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.lmdb.ThreadRow.Chain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a consistent store of salvaged records: a checkpoint is kept when all that it refers to is
 * there, a pending write when its checkpoint is, and rows are corrected to what was kept.
 */
final class Rebuild {
  private final NavigableMap<byte[], byte[]> records;
  private final Rows rows;
  private final Set<Long> names = new HashSet<>();
  private final Map<String, Long> lost = new TreeMap<>();
  private long threads;
  private long checkpoints;
  private long nameless;

  private Rebuild(NavigableMap<byte[], byte[]> records, Rows rows) {
    this.records = records;
    this.rows = rows;
  }

  /** Writes the store; returns what was saved and what was lost, for people. */
  static String into(Rows rows, NavigableMap<byte[], byte[]> records) {
    Rebuild rebuild = new Rebuild(records, rows);
    rebuild.run();
    return rebuild.report();
  }

  private void run() {
    long lastName = 0;
    long lastThread = 0;
    List<ThreadRow> found = new ArrayList<>();
    Set<Long> numbers = new HashSet<>();
    for (byte[] key : records.keySet()) {
      if (Keys.isName(key)) {
        lastName = Math.max(lastName, Keys.nameNumberOf(key));
        name(key);
      } else if (Keys.isThread(key)) {
        ThreadRow row = ThreadRow.read(fields(key));
        found.add(row);
        numbers.add(row.number());
        lastThread = Math.max(lastThread, row.number());
      } else if (Keys.isCheckpoint(key)) {
        lastThread = Math.max(lastThread, Keys.threadOf(key));
        nameless += numbers.contains(Keys.threadOf(key)) ? 0 : 1; // rows sort before checkpoints
      }
    }
    boolean hasHeader = records.containsKey(Keys.HEADER);
    long format = hasHeader ? Header.of(fields(Keys.HEADER)).format() : Header.FORMAT;
    new Header(format, lastThread, lastName).write(rows);
    found.sort(Comparator.comparingLong(ThreadRow::change));
    found.forEach(this::thread);
  }

  private Fields.Reader fields(byte[] key) {
    byte[] framed = records.get(key);
    if (framed == null) {
      throw Damage.of("a record of type " + Keys.typeName(key) + " is missing");
    }
    return Frame.unwrap(key, framed);
  }

  private void name(byte[] key) {
    String name = fields(key).text();
    long number = Keys.nameNumberOf(key);
    names.add(number);
    rows.put(key, new Fields().text(name));
    rows.put(Keys.nameNumber(name), new Fields().number(number));
  }

  private void thread(ThreadRow row) {
    long before = checkpoints;
    ThreadRow kept = row.withRoot(chain(row, 0, row.root()));
    for (byte[] key : startingWith(Keys.namespaces(row.number())).keySet()) {
      NamespaceRow namespace = NamespaceRow.read(fields(key));
      Chain chain = chain(row, namespace.number(), namespace.chain());
      if (chain.count() > 0) {
        rows.put(key, new NamespaceRow(namespace.name(), namespace.number(), chain).fields());
      }
    }
    ThreadInfo info = kept.info();
    if (info != null) {
      kept = kept.withInfo(info, ThreadIndex.add(rows, info));
    }
    if (info != null || checkpoints > before) {
      rows.put(Keys.thread(row.id()), kept.fields());
      threads++;
    }
  }

  private Chain chain(ThreadRow row, long namespace, Chain expected) {
    byte[] prefix = Keys.prefixOfNamespace(Keys.checkpoint(row.number(), namespace, 0));
    Map<Long, CheckpointRecord> kept = new HashMap<>();
    long last = 0;
    for (byte[] key : startingWith(prefix).keySet()) {
      long id = Keys.idOf(key);
      if (Keys.isCheckpoint(key)) {
        CheckpointRecord record = CheckpointRecord.read(fields(key), id);
        if (isComplete(record, kept)) {
          kept.put(id, record);
          last = Math.max(last, id);
          rows.put(key, fields(key).rest());
        }
      } else if (kept.containsKey(id)) {
        rows.put(key, fields(key).rest());
      }
    }
    checkpoints += kept.size();
    long missing = expected.count() - kept.size();
    if (missing > 0) {
      lost.merge(row.id(), missing, Long::sum);
    }
    return new Chain(last, kept.size());
  }

  private boolean isComplete(CheckpointRecord record, Map<Long, CheckpointRecord> kept) {
    for (Map.Entry<Long, Cell> each : record.cells().entrySet()) {
      Cell cell = each.getValue();
      long holder =
          cell instanceof Cell.Same same
              ? same.holder()
              : cell instanceof Cell.Added added ? added.before() : record.id();
      CheckpointRecord held = holder == record.id() ? record : kept.get(holder);
      Cell value = held == null ? null : held.cells().get(each.getKey());
      if (!names.contains(each.getKey()) || value == null || value instanceof Cell.Same) {
        return false;
      }
    }
    return true;
  }

  private NavigableMap<byte[], byte[]> startingWith(byte[] prefix) {
    byte[] end = prefix.clone();
    end[end.length - 1]++; // never the largest byte: prefixes end in a count, or the store is full
    return records.subMap(prefix, true, end, false);
  }

  private String report() {
    StringBuilder text =
        new StringBuilder("saved %d threads with %d checkpoints".formatted(threads, checkpoints));
    if (lost.isEmpty() && nameless == 0) {
      return text.append("; nothing is known to be lost").toString();
    }
    text.append("; lost: ");
    lost.forEach((thread, count) -> text.append("%d of thread \"%s\", ".formatted(count, thread)));
    if (nameless > 0) {
      text.append("%d of threads whose ids cannot be read, ".formatted(nameless));
    }
    return text.substring(0, text.length() - 2);
  }
}
