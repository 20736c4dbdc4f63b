// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What LangGraph 1.2.22 did in one scenario: a line of scenarios.jsonl. */
record Observed(String id, String title, String spec, JsonNode result) {

  static List<Observed> all() {
    return text("scenarios.jsonl").lines().map(Observed::parse).toList();
  }

  private static Observed parse(String line) {
    var json = Shape.parse(line);
    return new Observed(
        json.get("id").textValue(),
        json.get("title").textValue(),
        json.get("spec").textValue(),
        json.get("result"));
  }

  /** The text of a test resource beside the scenarios. */
  static String text(String name) {
    try (InputStream in = Observed.class.getResourceAsStream("/scenarios/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
