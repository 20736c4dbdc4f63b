// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.ThreadInfo.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of a thread: what its checkpoints are checked against, and its row for people.
 *
 * @param id the thread id
 * @param number stands for the id in other keys
 * @param writes how many pending writes were ever made; orders them
 * @param namespaces how many namespaces besides "" were ever made; numbers them
 * @param root the checkpoints of the root graph
 * @param change when the row last changed, as a number that grows; 0 without a row
 * @param info the row for people; null when none was put
 */
record ThreadRow(
    String id,
    long number,
    long writes,
    long namespaces,
    Chain root,
    long change,
    @Nullable ThreadInfo info) {

  /**
   * The checkpoints of one namespace.
   *
   * @param last the last id given
   * @param count how many are there; fewer than {@code last} after pruning
   */
  record Chain(long last, long count) {
    static final Chain EMPTY = new Chain(0, 0);

    Chain longer() {
      return new Chain(last + 1, count + 1);
    }

    void write(Fields out) {
      out.number(last).number(count);
    }

    static Chain read(Fields.Reader in) {
      return new Chain(in.number(), in.number());
    }
  }

  static ThreadRow fresh(String id, long number) {
    return new ThreadRow(id, number, 0, 0, Chain.EMPTY, 0, null);
  }

  ThreadRow withRoot(Chain chain) {
    return new ThreadRow(id, number, writes, namespaces, chain, change, info);
  }

  ThreadRow withInfo(ThreadInfo newInfo, long newChange) {
    return new ThreadRow(id, number, writes, namespaces, root, newChange, newInfo);
  }

  ThreadRow oneMoreWrite() {
    return new ThreadRow(id, number, writes + 1, namespaces, root, change, info);
  }

  ThreadRow oneMoreNamespace() {
    return new ThreadRow(id, number, writes, namespaces + 1, root, change, info);
  }

  ThreadRow copy(String newId, long newNumber, long newChange) {
    ThreadInfo newInfo =
        info == null
            ? null
            : new ThreadInfo(
                newId, info.graph(), info.status(), info.waiting(), info.since(), info.labels());
    return new ThreadRow(newId, newNumber, writes, namespaces, root, newChange, newInfo);
  }

  Fields fields() {
    Fields out = new Fields().text(id).number(number).number(writes).number(namespaces);
    root.write(out);
    out.number(change);
    if (info != null) {
      out.number(Codes.of(info.status()))
          .text(info.graph())
          .instant(info.since())
          .number(info.waiting().size());
      for (Waiting waiting : info.waiting()) {
        out.id(waiting.interruptId()).text(waiting.node()).text(waiting.title());
      }
      info.labels().forEach((name, value) -> out.text(name).text(value));
    }
    return out;
  }

  static ThreadRow read(Fields.Reader in) {
    String id = in.text();
    long number = in.number();
    long writes = in.number();
    long namespaces = in.number();
    Chain root = Chain.read(in);
    long change = in.number();
    return new ThreadRow(
        id, number, writes, namespaces, root, change, in.more() ? readInfo(id, in) : null);
  }

  private static ThreadInfo readInfo(String id, Fields.Reader in) {
    Status status = Codes.status(in.number());
    String graph = in.text();
    Instant since = in.instant();
    int count = in.count();
    List<Waiting> waiting = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      waiting.add(new Waiting(in.id(), in.text(), in.text()));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    while (in.more()) {
      labels.put(in.text(), in.text());
    }
    return new ThreadInfo(id, graph, status, waiting, since, labels);
  }
}
