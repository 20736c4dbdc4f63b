// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.form.Visible;
import dev.fermata.kernel.display.MimeBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Threads as a table. */
final class ThreadTable {
  private static final List<String> HEAD =
      List.of("thread", "graph", "status", "waits for", "since", "notebook");
  private static final int ROWS = 200;
  private static final int WIDEST = 60;

  private ThreadTable() {}

  static MimeBundle of(List<ThreadInfo> threads, String location) {
    var rows = threads.stream().limit(ROWS).map(ThreadTable::row).toList();
    var count = threads.size() == 1 ? "1 thread" : String.format("%,d threads", threads.size());
    var more = threads.size() > ROWS ? ", the latest " + ROWS + " shown" : "";
    var caption = count + " in " + location + more;
    return MimeBundle.plain(plain(rows) + caption).with("text/html", html(rows, caption));
  }

  private static List<String> row(ThreadInfo info) {
    var waits =
        info.waiting().stream()
            .map(w -> w.node() + ": " + w.title())
            .map(text -> Visible.preview(text, WIDEST))
            .collect(Collectors.joining("; "));
    return List.of(
        Visible.preview(info.thread(), WIDEST),
        Visible.preview(info.graph(), WIDEST),
        info.status().name().toLowerCase(Locale.ROOT),
        waits,
        Questions.time(info.since()),
        Visible.preview(notebook(info), WIDEST));
  }

  private static String notebook(ThreadInfo info) {
    var name = info.labels().getOrDefault(Labels.NOTEBOOK, "");
    var file = name.isEmpty() ? null : Path.of(name.replace('\0', ' ')).getFileName();
    return file == null ? "" : file.toString();
  }

  private static String plain(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    List<List<String>> all = new ArrayList<>();
    all.add(HEAD);
    all.addAll(rows);
    var out = new StringBuilder();
    for (var row : all) {
      var line = new StringBuilder();
      for (var i = 0; i < row.size(); i++) {
        var column = i;
        var width = all.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static String html(List<List<String>> rows, String caption) {
    var out = new StringBuilder("<table><thead><tr>");
    HEAD.forEach(name -> out.append("<th style=\"text-align:left\">").append(name).append("</th>"));
    out.append("</tr></thead><tbody>");
    for (var row : rows) {
      out.append("<tr>");
      for (var text : row) {
        out.append("<td style=\"text-align:left\">").append(Visible.html(text)).append("</td>");
      }
      out.append("</tr>");
    }
    return out.append("</tbody></table><div style=\"opacity:.75\">")
        .append(Visible.html(caption))
        .append("</div>")
        .toString();
  }
}
