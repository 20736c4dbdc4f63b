// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestNotebook;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that takes a while is seen while it goes on. */
class LiveRunTest {
  @TempDir static Path folder;
  private static TestNotebook notebook;

  @BeforeAll
  static void start() {
    notebook = Notebooks.in(folder);
    notebook
        .cell(
            """
            record Slow(int millis, String word) {}
            var slow = new StateGraph<>(Slow.class)
                .addNode("wait", s -> { Thread.sleep(s.millis()); System.out.println("waited"); return none(); })
                .addNode("say", s -> {
                    if ("boom".equals(s.word())) throw new IllegalStateException("boom");
                    return set(Slow::word).to("said");
                })
                .addEdge(START, "wait").addEdge("wait", "say").addEdge("say", END).compile();""")
        .succeeds();
  }

  @AfterAll
  static void close() {
    notebook.close();
  }

  @Test
  void aLongRunShowsItsNodesAndItsEnd() {
    var cell = notebook.cell("%invoke --thread long slow {\"millis\": 2000}");
    cell.gives("Slow[millis=2000, word=said]").prints("waited\n");
    assertThat(cell.displays()).hasSizeBetween(2, 30);
    var first = cell.displays().get(0);
    var last = cell.displays().get(cell.displays().size() - 1);
    assertThat(Notebooks.plain(first)).isEqualTo("wait: running …");
    assertThat(first.at("/data/text~1html").asText()).contains("<img alt=");
    assertThat(Notebooks.plain(last)).isEqualTo("wait: done\nsay: done");
    assertThat(last.at("/transient/display_id")).isEqualTo(first.at("/transient/display_id"));
  }

  @Test
  void aShortRunShowsNothing() {
    var cell = notebook.cell("%invoke --thread short slow {\"millis\": 0}");
    cell.gives("Slow[millis=0, word=said]");
    assertThat(cell.displays()).isEmpty();
  }

  @Test
  void batchClientsSeeNoProgress() {
    var cell = notebook.batchCell("%invoke --thread batch slow {\"millis\": 1500}");
    cell.gives("Slow[millis=1500, word=said]").prints("waited\n");
    assertThat(cell.displays()).isEmpty();
  }

  @Test
  void aNodeThatThrowsIsTheCellsErrorWithTheUsersLine() {
    var cell = notebook.cell("%invoke --thread boom slow {\"millis\": 0, \"word\": \"boom\"}");
    assertThat(cell.reply().path("status").asText()).isEqualTo("error");
    assertThat(cell.traceback())
        .contains("IllegalStateException: boom", "(In [")
        .doesNotContain("at dev.fermata.");
    assertThat(notebook.cell("%threads").result()).containsPattern("boom +slow +failed");
  }
}
