// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.kernel.TestCell;
import dev.fermata.kernel.TestNotebook;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Notebooks for tests: real kernels with the graph magics, and the cells they share. */
final class Notebooks {
  static final String APPROVAL =
      """
      record Approval(String actionDetails, String status) {}
      int runs = 0;
      var approval = new StateGraph<>(Approval.class)
          .addNode("approval", state -> {
              runs++;
              return interrupt(approve("Approve this action?", state.actionDetails())) ? goTo("proceed") : goTo("cancel");
          }, "proceed", "cancel")
          .addNode("proceed", state -> set(Approval::status).to("approved"))
          .addNode("cancel",  state -> set(Approval::status).to("rejected"))
          .addEdge(START, "approval").addEdge("proceed", END).addEdge("cancel", END)
          .compile();""";

  static final String INVOKE_APPROVAL =
      "%invoke approval --thread approval-123 {\"actionDetails\": \"Transfer $500\", \"status\":"
          + " \"pending\"}";

  private static final Pattern ID = Pattern.compile("--id ([0-9a-f]{32})");

  private Notebooks() {}

  /** A notebook whose store is in a folder. */
  static TestNotebook in(Path folder) {
    return with(Map.of("FERMATA_STORE", folder.resolve("checkpoints.mdb").toString()));
  }

  static TestNotebook with(Map<String, String> environment) {
    return TestNotebook.start(new GraphMagics(environment));
  }

  /** Everything a cell displayed as plain text, in order. */
  static String shown(TestCell cell) {
    var text = new StringBuilder();
    cell.displays().forEach(d -> text.append(plain(d)).append('\n'));
    return text.toString();
  }

  static String plain(JsonNode display) {
    return display.path("data").path("text/plain").asText();
  }

  /** The interrupt id that the first question shown names in its lines. */
  static String interruptId(TestCell cell) {
    var matcher = ID.matcher(shown(cell));
    if (!matcher.find()) {
      throw new AssertionError("no question in " + shown(cell) + cell.reply());
    }
    return matcher.group(1);
  }
}
