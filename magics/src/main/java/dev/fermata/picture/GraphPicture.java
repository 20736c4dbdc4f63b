// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import dev.fermata.graph.GraphDescription;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A graph drawn in several ways. Names of nodes are text in each of them, never markup.
 *
 * @param graph what is drawn
 * @param marks where nodes stand in a run, by name; others are drawn as not reached
 */
public record GraphPicture(GraphDescription graph, Map<String, Mark> marks) {
  /**
   * Copies the map.
   *
   * @param graph what is drawn
   * @param marks by node name
   */
  public GraphPicture {
    marks = Map.copyOf(marks);
  }

  /**
   * A picture without marks.
   *
   * @param graph what is drawn
   * @return the picture
   */
  public static GraphPicture of(GraphDescription graph) {
    return new GraphPicture(graph, Map.of());
  }

  /**
   * The drawing as an SVG document.
   *
   * @return one element, complete with its namespace
   */
  public String svg() {
    return new Svg(graph, marks).write();
  }

  /**
   * The drawing inside an {@code <img>}: what trusted and untrusted notebooks, Lab, Notebook and
   * exported pages all show.
   *
   * @return HTML without script
   */
  public String html() {
    var data = Base64.getEncoder().encodeToString(svg().getBytes(StandardCharsets.UTF_8));
    return "<img alt=\""
        + Labels.xml(text().strip().replace("\n", "; "))
        + "\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,"
        + data
        + "\"/>";
  }

  /**
   * The graph as a Mermaid flowchart.
   *
   * @return the text of {@code text/vnd.mermaid}
   */
  public String mermaid() {
    return Mermaid.of(graph);
  }

  /**
   * The edges as text, one line for each node that leads anywhere.
   *
   * @return lines, each ended
   */
  public String text() {
    return EdgeList.of(graph);
  }
}
