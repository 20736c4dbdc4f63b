// SPDX-License-Identifier: Apache-2.0
package dev.fermata.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.graph.Fermata;
import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.GraphDescription.Edge;
import dev.fermata.graph.GraphDescription.Kind;
import dev.fermata.graph.GraphDescription.NodeDescription;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The pictures of a graph say what the graph is, and nothing in a name is markup. */
class GraphPictureTest {
  private static final GraphDescription APPROVAL =
      graph(
          List.of("approval", "proceed", "cancel"),
          new Edge(Fermata.START, "approval", Kind.STATIC),
          new Edge("proceed", Fermata.END, Kind.STATIC),
          new Edge("cancel", Fermata.END, Kind.STATIC),
          new Edge("approval", "proceed", Kind.GOTO),
          new Edge("approval", "cancel", Kind.GOTO));

  private static GraphDescription graph(List<String> nodes, Edge... edges) {
    return new GraphDescription(
        "approval",
        nodes.stream().map(n -> new NodeDescription(n, null, false, false, false)).toList(),
        List.of(edges),
        List.of(),
        List.of());
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document svg) {
    var texts = svg.getElementsByTagName("text");
    return Stream.iterate(0, i -> i + 1)
        .limit(texts.getLength())
        .map(i -> texts.item(i).getTextContent())
        .toList();
  }

  @Test
  void textListsTheEdges() {
    assertThat(GraphPicture.of(APPROVAL).text())
        .isEqualTo(
            """
            START → approval
            approval → proceed (goTo), cancel (goTo)
            proceed → END
            cancel → END
            """);
  }

  @Test
  void mermaidIsAFlowchart() {
    assertThat(GraphPicture.of(APPROVAL).mermaid())
        .isEqualTo(
            """
            flowchart TD
              n0(["START"])
              n1["approval"]
              n2["proceed"]
              n3["cancel"]
              n4(["END"])
              n0 --> n1
              n2 --> n4
              n3 --> n4
              n1 -.-> n2
              n1 -.-> n3
            """);
  }

  @Test
  void svgDrawsEveryNodeAndEdge() throws Exception {
    var svg = parsed(GraphPicture.of(APPROVAL).svg());
    assertThat(texts(svg))
        .contains("START", "approval", "proceed", "cancel", "END", "dotted: goTo");
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(5);
    assertThat(svg.getElementsByTagName("path").getLength()).as("edges and arrow").isEqualTo(6);
  }

  @Test
  void htmlIsAnImageThatHoldsTheSvg() {
    var picture = GraphPicture.of(APPROVAL);
    var html = picture.html();
    assertThat(html).startsWith("<img alt=\"START → approval; ").doesNotContain("<svg");
    var data = html.substring(html.indexOf("base64,") + 7, html.lastIndexOf('"'));
    assertThat(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8))
        .isEqualTo(picture.svg());
  }

  @Test
  void namesAreNeverMarkup() throws Exception {
    var evil = "<script>alert(1)</script>\"'&\u0000\u202E`]";
    var picture = GraphPicture.of(graph(List.of(evil), new Edge(Fermata.START, evil, Kind.STATIC)));
    assertThat(texts(parsed(picture.svg()))).contains("<script>alert(1)</script>\"'&□□`]");
    assertThat(picture.html()).doesNotContain("<script");
    assertThat(picture.mermaid().lines().filter(l -> l.startsWith("  n1")))
        .containsExactly(
            "  n1[\"#60;script#62;alert#40;1#41;#60;/script#62;#34;#39;#38;#9633;#9633;#96;#93;\"]");
  }

  @Test
  void longNamesAreCut() throws Exception {
    var name = "x".repeat(500);
    var svg = GraphPicture.of(graph(List.of(name))).svg();
    assertThat(texts(parsed(svg))).contains("x".repeat(39) + "…");
  }

  @Test
  void marksColourNodes() {
    var plain = GraphPicture.of(APPROVAL).svg();
    var marked = new GraphPicture(APPROVAL, Map.of("approval", Mark.ASKING)).svg();
    assertThat(plain).doesNotContain(Mark.ASKING.fill());
    assertThat(marked).contains(Mark.ASKING.fill());
  }

  @Test
  void subgraphsAndBreakpointsAreSeen() throws Exception {
    var graph =
        new GraphDescription(
            null,
            List.of(
                new NodeDescription("inner", APPROVAL, false, true, false),
                new NodeDescription("outer", null, false, false, false)),
            List.of(),
            List.of(),
            List.of());
    var svg = parsed(GraphPicture.of(graph).svg());
    assertThat(svg.getElementsByTagName("rect").getLength()).as("START, two, a frame").isEqualTo(4);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(1);
  }
}
