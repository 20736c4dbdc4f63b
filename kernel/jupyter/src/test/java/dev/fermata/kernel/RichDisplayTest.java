// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RichDisplayTest {
  private final TestNotebook notebook = TestNotebook.start();

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aListOfRecordsIsATable() {
    notebook.cell("record City(String name, int people) {}");
    var cell =
        notebook.cell("List.of(new City(\"Ulm\", 126_000), new City(\"<b>Bern</b>\", 134_500))");
    cell.gives("name         people\nUlm          126000\n<b>Bern</b>  134500");
    assertThat(cell.result("text/html").asText())
        .contains("<th>name</th>", "<td>&lt;b&gt;Bern&lt;/b&gt;</td>", "right\">126000</td>");
  }

  @Test
  void aListOfMapsIsATableOfAllTheirKeys() {
    notebook
        .cell("List.of(new TreeMap<>(Map.of(\"a\", 1)), new TreeMap<>(Map.of(\"b\", \"x\\ny\")))")
        .gives("a  b\n1\n   x⏎y");
  }

  @Test
  void aLongTableIsCut() {
    notebook.cell("record Row(int n) {}");
    var cell = notebook.cell("IntStream.range(0, 1000).mapToObj(Row::new).toList()");
    assertThat(cell.result()).endsWith("… 940 more");
  }

  @Test
  void otherValuesAreTheirText() {
    notebook.cell("List.of(1, 2)").gives("[1, 2]");
    notebook.cell("Map.of(\"a\", 1)").gives("{a=1}");
    notebook.cell("new int[][] {{1}, {2, 3}}").gives("[[1], [2, 3]]");
    notebook.cell("List.of()").gives("[]");
    notebook.cell("record P(int x) {}\nnew P(1)").gives("P[x=1]");
  }

  @Test
  void aValueWhoseTextFailsIsAnErrorOfTheCell() {
    notebook.cell("class Bad { public String toString() { throw new RuntimeException(\"no\"); } }");
    notebook.cell("new Bad()").failsWith("java.lang.RuntimeException");
    notebook.cell("1").gives("1");
  }

  @Test
  void anImageIsAPng() {
    var cell = notebook.cell("new java.awt.image.BufferedImage(3, 2, 1)").gives("image, 3 × 2");
    var png = Base64.getDecoder().decode(cell.result("image/png").asText());
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void progressIsShownWhileALoopRuns() {
    var cell =
        notebook.cell("int sum = 0;\nfor (int i : progress(List.of(1, 2, 3))) sum += i;\nsum");
    cell.gives("6");
    assertThat(cell.displays().get(0).path("data").path("text/plain").asText())
        .startsWith("[------------------------------] 0 of 3");
    assertThat(
            cell.displays()
                .get(cell.displays().size() - 1)
                .path("data")
                .path("text/plain")
                .asText())
        .startsWith("[##############################] 3 of 3")
        .endsWith("done");
  }

  @Test
  void outputCanBeClearedAndPaged() {
    assertThat(notebook.cell("clearOutput(true);").all("clear_output"))
        .singleElement()
        .satisfies(content -> assertThat(content.path("wait").asBoolean()).isTrue());
    var payload = notebook.cell("page(\"long text\");").reply().path("payload").get(0);
    assertThat(payload.path("source").asText()).isEqualTo("page");
    assertThat(payload.path("data").path("text/plain").asText()).isEqualTo("long text");
  }

  @Test
  void aCellCanAskForALine() {
    notebook.cell("input(\"Name?\")", prompt -> prompt + " Ada").gives("Name? Ada");
    notebook.cell("password(\"Word?\").length()", prompt -> "four").gives("4");
    notebook.batchCell("input(\"Name?\")").failsWith("dev.fermata.kernel.NoStdinException");
  }
}
