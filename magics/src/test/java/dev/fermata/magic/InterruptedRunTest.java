// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.KernelProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stop button stops a run; its thread keeps what was stored. */
class InterruptedRunTest {
  @TempDir Path folder;

  @Test
  void aLoopInANodeIsStoppedAndTheThreadGoesOnLater() throws Exception {
    try (var kernel = KernelProcess.start(folder, Map.of())) {
      kernel
          .cell(
              """
              record Count(int n, boolean loop) {}
              boolean stuck = true;
              var counter = new StateGraph<>(Count.class)
                  .addNode("one", c -> set(Count::n).to(1))
                  .addNode("loop", c -> {
                      java.nio.file.Files.writeString(java.nio.file.Path.of("running"), "");
                      long spins = 0;
                      while (stuck) spins++;
                      return set(Count::n).to(2);
                  })
                  .addEdge(START, "one").addEdge("one", "loop").addEdge("loop", END).compile();""")
          .succeeds();
      var running = kernel.send("%invoke --thread t counter {}");
      awaitFile(folder.resolve("running"));
      kernel.interrupt();
      var cell = kernel.finish(running);
      assertThat(cell.reply().path("status").asText()).isEqualTo("error");
      kernel.cell("1 + 1").gives("2");
      kernel.cell("stuck = false;").succeeds();
      kernel.cell("%invoke counter --thread t").gives("Count[n=2, loop=false]");
    }
  }

  private static void awaitFile(Path file) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (!Files.exists(file)) {
      assertThat(Instant.now()).as("%s in time", file).isBefore(end);
      Thread.onSpinWait();
    }
  }
}
