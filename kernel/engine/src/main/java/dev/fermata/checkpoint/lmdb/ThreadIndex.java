// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadInfo.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The threads of each status in the order of their last change. */
final class ThreadIndex {
  private ThreadIndex() {}

  /** Enters a thread as the one that changed last, and returns the number of that change. */
  static long add(Rows rows, ThreadInfo info) {
    // transactions are numbered upwards for ever, over all processes
    long change = rows.transaction() << 20;
    byte[] behind =
        rows.before(Keys.index(info.status(), change + (1 << 20)), Keys.index(info.status()));
    if (behind != null) {
      change = Math.max(change, Keys.changeOf(behind) + 1);
    }
    rows.put(Keys.index(info.status(), change), new Fields().bytes(Keys.thread(info.thread())));
    return change;
  }

  static void remove(Rows rows, ThreadRow row) {
    ThreadInfo info = row.info();
    if (info != null) {
      rows.delete(Keys.index(info.status(), row.change()));
    }
  }

  static List<ThreadInfo> list(Rows rows, @Nullable Status status) {
    List<ThreadRow> found = new ArrayList<>();
    for (Status each : status == null ? Status.values() : new Status[] {status}) {
      for (Rows.Row entry : rows.scan(Keys.index(each))) {
        found.add(row(rows, entry, each));
      }
    }
    if (status == null) {
      found.sort(Comparator.comparingLong(ThreadRow::change));
    }
    Collections.reverse(found);
    return found.stream().map(row -> Objects.requireNonNull(row.info())).toList();
  }

  private static ThreadRow row(Rows rows, Rows.Row entry, Status status) {
    Fields.Reader stored = rows.get(entry.fields.bytes());
    if (stored != null) {
      ThreadRow row = ThreadRow.read(stored);
      ThreadInfo info = row.info();
      if (info != null && info.status() == status && row.change() == Keys.changeOf(entry.key)) {
        return row;
      }
    }
    throw Damage.of("the index of threads names one that is not there");
  }
}
