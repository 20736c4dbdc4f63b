// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fermata.install.Browser;
import dev.fermata.install.Checkout;
import dev.fermata.install.JupyterVenv;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Works with forms in a real browser, as a person does; the scenarios are the functions of {@code
 * forms.py}. Pictures go to {@code notebooks/target/screenshots}.
 */
class BrowserIT {
  private static final Path NOTEBOOKS = Checkout.root().resolve("notebooks");

  @TestFactory
  Stream<DynamicTest> jupyterLab(@TempDir Path folder) {
    return scenarios("lab", folder);
  }

  @TestFactory
  Stream<DynamicTest> jupyterNotebook(@TempDir Path folder) {
    return scenarios("notebook", folder);
  }

  private static Stream<DynamicTest> scenarios(String app, Path folder) {
    var chromium = Browser.required();
    var outcome =
        JupyterVenv.prepared()
            .python(
                NOTEBOOKS.resolve("src/test/python/browser.py").toString(),
                app,
                chromium.toString(),
                folder.resolve("server").toString(),
                NOTEBOOKS.resolve("target/screenshots").toString())
            .within(Duration.ofMinutes(10))
            .run();
    var scenarios = outcome.out().lines().map(BrowserIT::json).toList();
    var ended =
        DynamicTest.dynamicTest(
            "the run came to its end",
            () -> assertThat(outcome.exit()).as(outcome.text()).isZero());
    return Stream.concat(Stream.of(ended), scenarios.stream().map(BrowserIT::test));
  }

  private static DynamicTest test(JsonNode scenario) {
    var failure = scenario.path("failure");
    return DynamicTest.dynamicTest(
        scenario.path("name").asText().replace('_', ' '),
        () -> assertThat(failure.isNull()).as(failure.asText()).isTrue());
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
