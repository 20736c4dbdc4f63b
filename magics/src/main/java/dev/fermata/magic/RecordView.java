// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Visible;
import dev.fermata.kernel.display.MimeBundle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/** A record as a small table, one row for each component, and as the text of its own. */
final class RecordView {
  private static final int TEXT_LIMIT = 20_000;
  private static final int CELL_LIMIT = 2_000;
  private static final String CELL = " style=\"text-align:left;vertical-align:top\"";

  private RecordView() {}

  static MimeBundle of(Record value) {
    var html = new StringBuilder("<table><thead><tr><th colspan=\"2\"" + CELL + ">");
    html.append(Visible.html(value.getClass().getSimpleName())).append("</th></tr></thead><tbody>");
    for (var component : value.getClass().getRecordComponents()) {
      html.append("<tr><th").append(CELL).append('>');
      html.append(Visible.html(component.getName())).append("</th><td").append(CELL);
      html.append("><pre style=\"margin:0;white-space:pre-wrap;background:transparent\">");
      html.append(Visible.html(text(value, component))).append("</pre></td></tr>");
    }
    html.append("</tbody></table>");
    return MimeBundle.plain(cut(Visible.text(value.toString()), TEXT_LIMIT))
        .with("text/html", html.toString());
  }

  private static String text(Record value, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return cut(String.valueOf(accessor.invoke(value)), CELL_LIMIT);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return "(" + e + ")";
    }
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit
        ? text
        : text.substring(0, limit) + String.format("… (%,d characters in all)", text.length());
  }
}
