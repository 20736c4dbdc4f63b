// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fermata.install.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for people who come from LangGraph has the differences that the tests know. */
class DifferencesPageTest {
  @Test
  void everyDifferenceOfAScenarioIsARowOfThePage() throws IOException {
    var page =
        Files.readString(Checkout.root().resolve("notebooks/guide/coming-from-langgraph.md"));
    var all = page.substring(page.indexOf("## Every observed difference"));
    var rows =
        all.lines().filter(l -> l.startsWith("| ") && !l.startsWith("| LangGraph,")).toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(known());
    assertThat(all).contains((80 - rows.size()) + " of them end the same");
  }

  private static List<String> known() throws IOException {
    var rows = new ArrayList<String>();
    for (JsonNode each : new ObjectMapper().readTree(table().toFile())) {
      rows.add("| %s | %s |".formatted(cell(each, "langgraph"), cell(each, "fermata")));
    }
    return rows;
  }

  private static String cell(JsonNode difference, String engine) {
    return difference.path(engine).asText().replace("|", "\\|");
  }

  private static Path table() throws IOException {
    var resources = Checkout.root().resolve("kernel/engine/src/test/resources");
    try (Stream<Path> files = Files.walk(resources)) {
      return files.filter(f -> f.endsWith("differences.json")).findFirst().orElseThrow();
    }
  }
}
