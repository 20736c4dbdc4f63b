// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class NotebookComparatorTest {
  private static final String ONE = "0796a1c2d3e4f5061728394a5b6c7d8e";
  private static final String OTHER = "ffffa1c2d3e4f5061728394a5b6c7d8e";

  @Test
  void equalNotebooksHaveNoDifference() {
    assertThat(NotebookComparator.differences(showing("7"), showing("7"))).isEmpty();
  }

  @Test
  void anotherOutputIsADifferenceThatShowsBoth() {
    assertThat(NotebookComparator.differences(showing("7"), showing("8")))
        .singleElement()
        .asString()
        .contains("cell 0 (c0)", "\"7\"", "\"8\"");
  }

  @Test
  void anOutputThatIsMissingIsADifference() {
    assertThat(NotebookComparator.differences(showing("7"), showing())).hasSize(1);
  }

  @Test
  void aCellThatIsMissingIsADifference() {
    assertThat(NotebookComparator.differences(showing("7"), notebook("")))
        .containsExactly("1 cells, executed 0");
  }

  @Test
  void idsMayDifferFromRunToRun() {
    assertThat(NotebookComparator.differences(showing(ONE), showing(OTHER))).isEmpty();
  }

  @Test
  void placesThatShowedOneIdMustShowOneIdAgain() {
    assertThat(NotebookComparator.differences(showing(ONE, ONE), showing(ONE, OTHER))).hasSize(1);
    assertThat(NotebookComparator.differences(showing(ONE, OTHER), showing(ONE, ONE))).hasSize(1);
  }

  @Test
  void timesAddressesClassesAndStorePathsMayDiffer() {
    assertThat(
            NotebookComparator.differences(
                showing(
                    "2026-11-22T21:30:00.5Z",
                    "Foo@1b2c3d",
                    "REPL.$JShell$11$A",
                    "/a/checkpoints.mdb"),
                showing(
                    "2027-01-02 03:04",
                    "Foo@9f8e7d6c",
                    "REPL.$JShell$12$A",
                    "/b/c/checkpoints.mdb")))
        .isEmpty();
  }

  @Test
  void linesAndOneTextAreTheSame() {
    assertThat(
            NotebookComparator.differences(
                withOutput("{\"name\":\"stdout\",\"text\":[\"a\\n\",\"b\"]}"),
                withOutput("{\"name\":\"stdout\",\"text\":\"a\\nb\"}")))
        .isEmpty();
  }

  @Test
  void aPictureIsComparedByWhatItDraws() {
    var hello = "data:image/svg+xml;base64,PHN2Zz5oZWxsbzwvc3ZnPg==";
    var other = "data:image/svg+xml;base64,PHN2Zz5vdGhlcjwvc3ZnPg==";
    assertThat(NotebookComparator.differences(showing(hello), showing(hello))).isEmpty();
    assertThat(NotebookComparator.differences(showing(hello), showing(other)))
        .singleElement()
        .asString()
        .contains("<svg>hello</svg>", "<svg>other</svg>");
  }

  private static JsonNode showing(String... texts) {
    var outputs = new StringBuilder();
    for (var text : texts) {
      outputs.append(outputs.isEmpty() ? "" : ",");
      outputs.append("{\"data\":{\"text/plain\":\"").append(text).append("\"}}");
    }
    return withOutput(outputs.toString());
  }

  private static JsonNode withOutput(String outputs) {
    return notebook(
        "{\"id\":\"c0\",\"cell_type\":\"code\",\"source\":\"x\",\"metadata\":{},\"execution_count\":1,"
            + "\"outputs\":["
            + outputs
            + "]}");
  }

  private static JsonNode notebook(String cells) {
    try {
      return new ObjectMapper().readTree("{\"cells\":[" + cells + "]}");
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
