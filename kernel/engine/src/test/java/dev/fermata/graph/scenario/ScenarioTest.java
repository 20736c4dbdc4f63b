// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fermata against LangGraph: the 80 scenarios whose results were observed on LangGraph 1.2.22, on
 * every checkpointer. Where Fermata is deliberately different, differences.json says how and why.
 */
class ScenarioTest {
  private final Map<String, Scenario> scenarios = Scenarios.all();
  private final Map<String, Difference> differences =
      Difference.all().stream().collect(Collectors.toMap(Difference::id, Function.identity()));
  private final Errors errors = new Errors();

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicNode> behavesAsObserved() {
    return Observed.all().stream()
        .map(
            observed ->
                dynamicContainer(
                    observed.id() + " " + observed.title(),
                    Arrays.stream(Bench.Kind.values())
                        .map(
                            kind ->
                                dynamicTest(
                                    observed.id() + " on " + kind, () -> check(observed, kind)))));
  }

  private void check(Observed observed, Bench.Kind kind) throws Exception {
    var got = Normal.of(play(observed.id(), kind));
    assertThat(got.toPrettyString())
        .as("%s %s: %s", observed.id(), observed.title(), observed.spec())
        .isEqualTo(expected(observed).toPrettyString());
  }

  private JsonNode expected(Observed observed) {
    var result = errors.rename(observed.id(), observed.result());
    var difference = differences.get(observed.id());
    return Normal.of(difference == null ? result : difference.applyTo(result));
  }

  private JsonNode play(String id, Bench.Kind kind) throws Exception {
    try (var bench = new Bench(kind, newFolder())) {
      return Shape.json(scenarios.get(id).play(bench));
    }
  }

  private Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "store");
  }

  @Test
  void everyObservedScenarioIsWrittenInJava() {
    assertThat(scenarios.keySet())
        .containsExactlyInAnyOrderElementsOf(Observed.all().stream().map(Observed::id).toList());
  }

  @Test
  void everyDifferenceIsOneAndNamesItsReason() {
    var observed =
        Observed.all().stream().collect(Collectors.toMap(Observed::id, Function.identity()));
    assertThat(differences).isNotEmpty();
    differences.forEach(
        (id, difference) -> {
          var result = errors.rename(id, observed.get(id).result());
          assertThat(difference.applyTo(result)).as(id).isNotEqualTo(result);
          assertThat(difference.reason())
              .as(id)
              .matches("§2 row \\d+(, row \\d+)*|§1 rule 6|Python: .+");
          assertThat(difference.langgraph()).as(id).isNotBlank();
          assertThat(difference.fermata()).as(id).isNotBlank();
        });
    assertThat(new HashSet<>(differences.keySet())).isSubsetOf(observed.keySet());
  }
}
