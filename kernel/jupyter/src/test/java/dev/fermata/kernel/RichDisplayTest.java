// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    notebook.cell("Optional.of(3)").gives("Optional[3]");
    notebook.cell("new int[] {1, 2}").gives("[1, 2]");
    notebook.cell("List.of()").gives("[]");
    notebook.cell("record P(int x) {}\nnew P(1)").gives("P[x=1]");
  }

  @Test
  void mapsAndRowsOfArraysAreTablesBesideTheirText() {
    var map = notebook.cell("Map.of(\"a\", 1)").gives("{a=1}");
    assertThat(map.result("text/html").asText())
        .contains("<th>key</th><th>value</th>", "<td>a</td><td style=\"text-align:right\">1</td>");
    var rows = notebook.cell("new int[][] {{1}, {2, 3}}").gives("[[1], [2, 3]]");
    assertThat(rows.result("application/vnd.fermata.table.v1+json").path("rows"))
        .hasToString("[[\"1\",\"\"],[\"2\",\"3\"]]");
    notebook.cell("record P(int x) {}");
    var named = notebook.cell("new TreeMap<>(Map.of(\"n\", new P(4)))").gives("{n=P[x=4]}");
    assertThat(named.result("text/html").asText()).contains("<th>key</th><th>x</th>");
    assertThat(notebook.cell("List.of(new P(1), Map.of())").result("text/html").isMissingNode())
        .isTrue();
  }

  @Test
  void aTableCarriesAThousandRowsToBeSortedAndPaged() {
    notebook.cell("record Row(int n, String s) {}");
    var cell = notebook.cell("IntStream.range(0, 3000).mapToObj(i -> new Row(i, \"x\")).toList()");
    var table = cell.result("application/vnd.fermata.table.v1+json");
    assertThat(table.path("columns").path(0).path("name").asText()).isEqualTo("n");
    assertThat(table.path("columns").path(0).path("numeric").asBoolean()).isTrue();
    assertThat(table.path("columns").path(1).path("numeric").asBoolean()).isFalse();
    assertThat(table.path("rows")).hasSize(1000);
    assertThat(table.path("total").asInt()).isEqualTo(3000);
    assertThat(cell.result()).endsWith("… 2940 more");
  }

  @Test
  void whatIsLongIsCut() {
    assertThat(notebook.cell("IntStream.range(0, 5000).toArray()").result())
        .startsWith("[0, 1, 2")
        .endsWith("999, … 4000 more]");
    assertThat(notebook.cell("IntStream.range(0, 5000).boxed().toList()").result())
        .endsWith("999, … 4000 more]");
    assertThat(notebook.cell("new double[1000][1000]").result().length()).isLessThan(60_000);
    var text = notebook.cell("\"x\".repeat(20_000_000)").result();
    assertThat(text.length()).isLessThan(200_000);
    assertThat(text).contains("[the text has 20000000 characters", "FERMATA_OUTPUT_LIMIT");
    notebook.cell("\"x\".repeat(1_000_000)").gives("x".repeat(1_000_000));
  }

  @Test
  void rowsOfALongArrayOfArraysHaveLinesOfTheirOwn() {
    assertThat(notebook.cell("new int[3][20]").result().lines()).hasSize(3);
  }

  @Test
  void namesAreThoseOfTheCells() {
    notebook.cell("class Foo {}\nObject foo = new Foo();");
    assertThat(notebook.cell("foo").result()).matches("Foo@[0-9a-f]+");
    notebook.cell("Function<Integer, Integer> same = x -> x;\nsame").gives("a lambda, Function");
    assertThat(notebook.cell("String s = (String) foo;").traceback())
        .contains("class Foo cannot be cast to class java.lang.String\n")
        .doesNotContain("JShell", "loader");
  }

  @Test
  void aStreamIsNotUsedUpByShowingIt() {
    notebook.cell("var numbers = Stream.of(1, 2);");
    assertThat(notebook.cell("numbers").result()).contains(".toList()");
    notebook.cell("numbers.toList()").gives("[1, 2]");
  }

  @Test
  void whatShowingAndPrintingReturnIsNoResult() {
    notebook.cell("display(1)").givesNothing();
    notebook.cell("System.out.printf(\"%d\", 3)").givesNothing();
    notebook.cell("var id = display(1);");
    assertThat(notebook.cell("id").result()).hasSize(36);
  }

  @Test
  void aTypeSaysHowItIsShown() {
    notebook.cell(
        """
        record Colour(String css) implements Displayable {
          public MimeBundle toDisplay() { return html("<i>" + css + "</i>"); }
        }
        """);
    assertThat(notebook.cell("new Colour(\"red\")").result("text/html").asText())
        .isEqualTo("<i>red</i>");
    var shown = notebook.cell("display(new Colour(\"blue\"));").displays().get(0);
    assertThat(shown.path("data").path("text/html").asText()).isEqualTo("<i>blue</i>");
  }

  @Test
  void aTypeOfOthersIsShownAsTheCellSays() {
    notebook.cell("displayAs(Duration.class, d -> markdown(\"**\" + d.toMinutes() + \" min**\"));");
    assertThat(notebook.cell("Duration.ofHours(1)").result("text/markdown").asText())
        .isEqualTo("**60 min**");
    notebook.cell("displayAs(CharSequence.class, s -> html(\"any\"));");
    assertThat(notebook.cell("new StringBuilder(\"a\")").result("text/html").asText())
        .isEqualTo("any");
    notebook.cell("displayAs(Duration.class, d -> { throw new IllegalStateException(\"no\"); });");
    notebook.cell("Duration.ofHours(1)").failsWith("java.lang.IllegalStateException");
  }

  @Test
  void whatHasAMimeTypeIsShownAsThat() {
    assertThat(notebook.cell("latex(\"$x^2$\")").result("text/latex").asText()).isEqualTo("$x^2$");
    assertThat(notebook.cell("svg(\"<svg/>\")").result("image/svg+xml").asText())
        .isEqualTo("<svg/>");
    var json = notebook.cell("json(\"{\\\"a\\\": [1, null]}\")").result("application/json");
    assertThat(json.path("a").path(0).asInt()).isEqualTo(1);
    notebook.cell("json(\"{\")").failsWith("java.lang.IllegalArgumentException");
    notebook.cell("record P(int x) {}");
    assertThat(notebook.cell("json(new P(3))").result("application/json").path("x").asInt())
        .isEqualTo(3);
    var shown = notebook.cell("display(new byte[] {1, 2, 3}, \"image/png\");").displays().get(0);
    assertThat(shown.path("data").path("image/png").asText()).isEqualTo("AQID");
  }

  @Test
  void imagesOfEverySortAreShown(@TempDir Path folder) throws IOException {
    var file = Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});
    notebook.cell("var file = Path.of(\"" + file + "\");");
    assertThat(notebook.cell("image(file)").result("image/png").asText()).isEqualTo("AQID");
    notebook.cell("image(Path.of(\"a.txt\"))").failsWith("java.io.IOException");
    var lazy =
        notebook.cell(
            """
            var out = new ByteArrayOutputStream();
            var drawn = new java.awt.image.BufferedImage(4, 3, 1);
            javax.imageio.ImageIO.write(drawn, "png", out);
            java.awt.Toolkit.getDefaultToolkit().createImage(out.toByteArray())
            """);
    lazy.gives("image, 4 × 3");
    assertThat(
            notebook.cell("java.awt.Toolkit.getDefaultToolkit().createImage(new byte[0])").result())
        .startsWith("an image without a size");
  }

  @Test
  void anImageOfJavaFxIsAPng() throws IOException {
    var fx = notebook.cell("new javafx.scene.image.WritableImage(2, 1)").gives("image, 2 × 1");
    var png = Base64.getDecoder().decode(fx.result("image/png").asText());
    var read = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(read.getRGB(1, 0)).isEqualTo(0xFF000001);
  }

  @Test
  void progressOfALoopThatIsLeftShowsHowFarItCame() {
    var cell = notebook.cell("for (int i : progress(List.of(1, 2, 3))) { if (i == 2) break; }");
    var last = cell.displays().get(cell.displays().size() - 1);
    assertThat(last.path("data").path("text/plain").asText()).contains("2 of 3");
    assertThat(last.path("transient")).isEqualTo(cell.displays().get(0).path("transient"));
  }

  @Test
  void progressTakesArraysAndStreamsToo() {
    var streamed = notebook.cell("for (int i : progress(IntStream.range(0, 7))) { }");
    assertThat(streamed.displays().get(0).path("data").path("text/plain").asText())
        .contains("0 of 7");
    var array = notebook.cell("for (var s : progress(new String[] {\"a\", \"b\"})) { }");
    assertThat(array.displays().get(0).path("data").path("text/plain").asText()).contains("0 of 2");
    var unknown =
        notebook.cell("for (var i : progress(Stream.iterate(1, i -> i + 1).limit(3))) { }");
    assertThat(unknown.displays().get(0).path("data").path("text/html").asText())
        .doesNotContain("<progress");
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
