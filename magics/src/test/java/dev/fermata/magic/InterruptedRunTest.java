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

  @Test
  void aThreadThatRunsTakesNoAnswer() throws Exception {
    var graph =
        """
        record Slow(Object word) {}
        var slow = new StateGraph<>(Slow.class)
            .addNode("ask", s -> set(Slow::word).to(interrupt("Which word?")))
            .addNode("work", s -> {
                java.nio.file.Files.writeString(java.nio.file.Path.of("running"), "");
                while (!java.nio.file.Files.exists(java.nio.file.Path.of("done"))) Thread.sleep(5);
                return none();
            })
            .addEdge(START, "ask").addEdge("ask", "work").addEdge("work", END).compile();""";
    try (var one = KernelProcess.start(folder, Map.of());
        var other = KernelProcess.start(folder, Map.of())) {
      one.cell(graph).succeeds();
      other.cell(graph).succeeds();
      one.cell("%invoke --thread t slow {}").succeeds();
      var running = one.send("%resume --thread t \"first\"");
      awaitFile(folder.resolve("running"));
      var late = other.cell("%resume --thread t \"second\"").failsWith("nothing-pending");
      assertThat(late.errorText()).contains("\"t\" of graph \"slow\", runs since");
      for (var line : new String[] {"%invoke slow --thread t", "%invoke slow --thread t {}"}) {
        assertThat(other.cell(line).failsWith("busy").errorText())
            .contains("\"t\" of graph \"slow\", runs since", "in another kernel (process ");
      }
      Files.writeString(folder.resolve("done"), "");
      one.finish(running).gives("Slow[word=first]");
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
