// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Jupyter's messaging protocol on the installed kernel: {@code jupyter_kernel_test} and the checks
 * it lacks, one test each. {@code expected.json} lists with reasons what does not hold yet and what
 * cannot apply to Java; a listed check that begins to pass fails here until it is taken off the
 * list.
 */
class ConformanceIT {
  private static final Path PYTHON = Checkout.root().resolve("install/src/test/python");

  @TestFactory
  List<DynamicTest> theKernelKeepsJupytersProtocol() throws IOException {
    JsonNode expected = read(PYTHON.resolve("expected.json"));
    JsonNode results = results();
    List<DynamicTest> tests = new ArrayList<>();
    results
        .properties()
        .forEach(
            entry ->
                tests.add(
                    dynamicTest(
                        entry.getKey(), () -> judge(entry.getKey(), entry.getValue(), expected))));
    tests.add(
        dynamicTest("every listed check exists", () -> everyListedCheckRan(expected, results)));
    return tests;
  }

  private static void judge(String check, JsonNode result, JsonNode expected) {
    String verdict = result.path("r").asText();
    String wanted =
        expected.path("fails").has(check)
            ? "fail"
            : expected.path("does_not_apply").has(check) ? "NA" : "pass";
    assertThat(verdict).as("%s: %s", check, result.path("note").asText()).isEqualTo(wanted);
  }

  private static void everyListedCheckRan(JsonNode expected, JsonNode results) {
    List<String> names = new ArrayList<>();
    results.fieldNames().forEachRemaining(names::add);
    for (String list : List.of("fails", "does_not_apply")) {
      expected
          .path(list)
          .properties()
          .forEach(
              entry -> {
                assertThat(names).contains(entry.getKey());
                assertThat(entry.getValue().asText()).as("reason").isNotBlank();
              });
    }
  }

  private static JsonNode results() throws IOException {
    Path out = Checkout.root().resolve("install/target/conformance.json");
    JupyterVenv.prepared()
        .python(
            PYTHON.resolve("kernel_conformance.py").toString(),
            "--kernels",
            JupyterVenv.KERNEL,
            "--snippets",
            PYTHON.resolve("snippets.json").toString(),
            "--slow",
            "3",
            "--out",
            out.toString())
        .within(Duration.ofMinutes(20))
        .runOk();
    return read(out).path("results").path(JupyterVenv.KERNEL);
  }

  private static JsonNode read(Path json) throws IOException {
    return JsonMapper.builder().build().readTree(json.toFile());
  }
}
