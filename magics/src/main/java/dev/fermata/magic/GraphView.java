// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Visible;
import dev.fermata.graph.GraphDescription;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.picture.GraphPicture;
import dev.fermata.picture.Mark;
import java.util.Map;
import java.util.stream.Collectors;

/** A graph for people: its picture and what there is to say about it. */
final class GraphView {
  private GraphView() {}

  /** The picture alone. */
  static MimeBundle picture(GraphDescription graph) {
    var picture = GraphPicture.of(graph);
    return MimeBundle.plain(title(graph) + "\n" + picture.text().stripTrailing())
        .with("text/html", picture.html())
        .with("text/vnd.mermaid", picture.mermaid());
  }

  /** The picture with marks of a thread, the state's channels, notes, and where it is stored. */
  static MimeBundle full(GraphDescription graph, Map<String, Mark> marks, String facts) {
    var picture = new GraphPicture(graph, marks);
    var channels =
        graph.channels().stream().map(GraphView::channel).collect(Collectors.joining(", "));
    var text = new StringBuilder(title(graph)).append('\n').append(picture.text());
    text.append("state: ").append(channels).append('\n');
    graph.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    text.append(facts);
    var html =
        new StringBuilder("<div><b>").append(Visible.html(title(graph))).append("</b></div>");
    html.append("<div>").append(picture.html()).append("</div>");
    html.append("<div>state: ").append(Visible.html(channels)).append("</div>");
    graph.notes().forEach(n -> html.append("<div>note: ").append(Visible.html(n)).append("</div>"));
    facts.lines().forEach(f -> html.append("<div>").append(Visible.html(f)).append("</div>"));
    return MimeBundle.plain(text.toString().stripTrailing())
        .with("text/html", html.toString())
        .with("text/vnd.mermaid", picture.mermaid());
  }

  private static String title(GraphDescription graph) {
    return graph.name() == null ? "graph (no name yet)" : "graph " + Visible.line(graph.name());
  }

  private static String channel(GraphDescription.ChannelDescription channel) {
    var reducer = channel.reducer();
    return channel.type() + " " + channel.name() + (reducer == null ? "" : " (" + reducer + ")");
  }
}
