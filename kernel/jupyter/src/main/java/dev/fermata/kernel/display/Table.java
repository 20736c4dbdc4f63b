// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.List;

/**
 * Rows of text under a header.
 *
 * @param header names of the columns; empty for none
 * @param rows as many cells each as the header has; values as text
 * @param numeric for each column whether it holds numbers, which are right-aligned
 * @param left how many rows more there are than shown
 */
record Table(List<String> header, List<List<String>> rows, List<Boolean> numeric, int left) {
  /** Aligned columns, for text/plain. */
  String plain() {
    var widths = new int[header.size()];
    for (var column = 0; column < widths.length; column++) {
      widths[column] = header.get(column).length();
      for (var row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var text = new StringBuilder();
    line(text, header, widths);
    for (var row : rows) {
      text.append('\n');
      line(text, row, widths);
    }
    if (left > 0) {
      text.append("\n… ").append(left).append(" more");
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
    for (var row : rows) {
      html.append("<tr>");
      for (var column = 0; column < row.size(); column++) {
        html.append(numeric.get(column) ? "<td style=\"text-align:right\">" : "<td>")
            .append(Html.escape(row.get(column)))
            .append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    if (left > 0) {
      html.append("<p>… ").append(left).append(" more</p>");
    }
    return html.toString();
  }
}
