// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.DebugNotebook;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breakpoints in the nodes of a graph, over the wire. */
class DebuggedGraphTest {
  private static final String REFUND =
      """
      record Refund(int cents, String status) {}
      var refund = new StateGraph<>(Refund.class)
          .addNode("review", state -> {
              int fee = state.cents() / 10;
              boolean agreed = interrupt(approve("Pay it back?", state.cents() - fee));
              String status = agreed ? "paid" : "kept";
              return set(Refund::status).to(status);
          })
          .addEdge(START, "review").addEdge("review", END)
          .compile();""";

  @TempDir Path folder;
  private DebugNotebook debugged;

  @BeforeEach
  void start() {
    var store = folder.resolve("checkpoints.mdb").toString();
    debugged = DebugNotebook.start(new GraphMagics(Map.of("FERMATA_STORE", store)));
  }

  @AfterEach
  void close() {
    debugged.close();
  }

  @Test
  void aNodeStopsDuringInvokeAndAgainDuringResume() {
    debugged.cell(REFUND).succeeds();
    debugged.cell("%graph refund").succeeds();
    assertThat(debugged.breakpoints(REFUND, 5, 7)).containsExactly(5, 7);

    var invoke = debugged.send("%invoke refund --thread t {\"cents\": 500}");
    assertThat(debugged.stopped().path("reason").asText()).isEqualTo("breakpoint");
    assertThat(debugged.stack()).first().isEqualTo("lambda:5");
    assertThat(debugged.locals(0)).containsEntry("fee", "50").containsKey("state").hasSize(2);
    debugged.go("continue");
    assertThat(Notebooks.shown(debugged.finish(invoke).succeeds())).contains("Pay it back?");

    var resume = debugged.send("%resume --thread t true");
    debugged.stopped();
    assertThat(debugged.stack()).first().isEqualTo("lambda:5");
    debugged.go("continue");
    debugged.stopped();
    assertThat(debugged.stack()).first().isEqualTo("lambda:7");
    assertThat(debugged.locals(0))
        .containsEntry("agreed", "true")
        .containsEntry("status", "\"paid\"")
        .containsEntry("fee", "50");
    debugged.go("continue");
    debugged.finish(resume).gives("Refund[cents=500, status=paid]");
  }
}
