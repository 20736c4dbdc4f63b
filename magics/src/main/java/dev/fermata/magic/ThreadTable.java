// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.form.Visible;
import dev.fermata.kernel.display.MimeBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Threads as a table. */
final class ThreadTable {
  private static final List<String> HEAD =
      List.of("thread", "graph", "status", "waits for", "since", "notebook");
  private static final int ROWS = 200;
  private static final int WIDEST = 60;

  private ThreadTable() {}

  static MimeBundle of(List<ThreadInfo> threads, StoreHome home) {
    var rows = threads.stream().limit(ROWS).map(info -> row(ThreadState.of(info, home))).toList();
    var count = threads.size() == 1 ? "1 thread" : String.format("%,d threads", threads.size());
    var more = threads.size() > ROWS ? ", the latest " + ROWS + " shown" : "";
    var caption = count + " in " + home.get().location() + more;
    return TextTable.of(HEAD, rows, caption);
  }

  private static List<String> row(ThreadState state) {
    var info = state.info();
    var waits =
        info.waiting().stream()
            .map(w -> w.node() + ": " + w.title())
            .map(text -> Visible.preview(text, WIDEST))
            .collect(Collectors.joining("; "));
    return List.of(
        Visible.preview(info.thread(), WIDEST),
        Visible.preview(info.graph(), WIDEST),
        Visible.preview(state.word(), WIDEST),
        waits,
        Questions.time(info.since()),
        Visible.preview(notebook(info), WIDEST));
  }

  private static String notebook(ThreadInfo info) {
    var name = info.labels().getOrDefault(Labels.NOTEBOOK, "");
    var file = name.isEmpty() ? null : Path.of(name.replace('\0', ' ')).getFileName();
    return file == null ? "" : file.toString();
  }
}
