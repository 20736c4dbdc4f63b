// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Visible;
import dev.fermata.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.List;

/** Rows of text as a table, plain and as HTML. */
final class TextTable {
  private static final String LEFT = " style=\"text-align:left\"";

  private TextTable() {}

  /** A table with a line below it; without rows the line alone. */
  static MimeBundle of(List<String> head, List<List<String>> rows, String caption) {
    return MimeBundle.plain(plain(head, rows) + caption)
        .with("text/html", html(head, rows, caption));
  }

  private static String plain(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    List<List<String>> all = new ArrayList<>();
    all.add(head);
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

  private static String html(List<String> head, List<List<String>> rows, String caption) {
    var out = new StringBuilder();
    if (!rows.isEmpty()) {
      out.append("<table><thead>").append(row(head, "th")).append("</thead><tbody>");
      rows.forEach(row -> out.append(row(row, "td")));
      out.append("</tbody></table>");
    }
    return out.append("<div style=\"opacity:.75\">")
        .append(Visible.html(caption))
        .append("</div>")
        .toString();
  }

  private static String row(List<String> texts, String tag) {
    var out = new StringBuilder("<tr>");
    for (var text : texts) {
      out.append('<').append(tag).append(LEFT).append('>').append(Visible.html(text));
      out.append("</").append(tag).append('>');
    }
    return out.append("</tr>").toString();
  }
}
