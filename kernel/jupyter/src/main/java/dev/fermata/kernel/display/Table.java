// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of text under a header.
 *
 * @param header names of the columns; empty for none
 * @param rows as many cells each as the header has; values as text
 * @param numeric for each column whether it holds numbers, which are right-aligned
 * @param total how many rows there are, of which these are the first
 */
record Table(List<String> header, List<List<String>> rows, List<Boolean> numeric, int total) {
  /** What the JupyterLab extension draws: sorted by a click, in pages. */
  static final String MIME = "application/vnd.fermata.table.v1+json";

  /** As many rows as text and plain HTML show, which cannot be turned over. */
  private static final int SHOWN = 60;

  private List<List<String>> shown() {
    return rows.subList(0, Math.min(rows.size(), SHOWN));
  }

  private int left() {
    return total - shown().size();
  }

  /** Aligned columns, for text/plain. */
  String plain() {
    var widths = new int[header.size()];
    for (var column = 0; column < widths.length; column++) {
      widths[column] = header.get(column).length();
      for (var row : shown()) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var text = new StringBuilder();
    line(text, header, widths);
    for (var row : shown()) {
      text.append('\n');
      line(text, row, widths);
    }
    if (left() > 0) {
      text.append("\n… ").append(left()).append(" more");
    }
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var column = 0; column < widths.length; column++) {
      var padding = " ".repeat(widths[column] - cells.get(column).length());
      var cell = cells.get(column);
      line.append(numeric.get(column) ? padding + cell : cell + padding).append("  ");
    }
    text.append(line.toString().stripTrailing());
  }

  /** An HTML table, every text escaped. */
  String html() {
    var html = new StringBuilder("<table><thead><tr>");
    for (var name : header) {
      html.append("<th>").append(Html.escape(name)).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (var row : shown()) {
      html.append("<tr>");
      for (var column = 0; column < row.size(); column++) {
        html.append(numeric.get(column) ? "<td style=\"text-align:right\">" : "<td>")
            .append(Html.escape(row.get(column)))
            .append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    if (left() > 0) {
      html.append("<p>… ").append(left()).append(" more</p>");
    }
    return html.toString();
  }

  /** All rows that are here, for {@link #MIME}. */
  Map<String, Object> json() {
    var columns = new ArrayList<Map<String, Object>>();
    for (var column = 0; column < header.size(); column++) {
      columns.add(Map.of("name", header.get(column), "numeric", numeric.get(column)));
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("columns", columns);
    json.put("rows", rows);
    json.put("total", total);
    return json;
  }
}
