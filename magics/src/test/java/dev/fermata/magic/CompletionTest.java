// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestNotebook;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Tab offers behind a magic, and where {@code %graph} puts what it draws. */
class CompletionTest {
  @TempDir static Path folder;
  private static TestNotebook notebook;
  private static String interrupt;

  @BeforeAll
  static void start() {
    notebook = Notebooks.in(folder);
    notebook.cell(Notebooks.APPROVAL).succeeds();
    interrupt = Notebooks.interruptId(notebook.cell(Notebooks.INVOKE_APPROVAL).succeeds());
    notebook.cell("%invoke approval --thread \"a b\" {}").succeeds();
    notebook
        .cell(
            """
            record Mail(String to, int copies) {}
            record Box(String log) {}
            var mailer = new StateGraph<>(Box.class)
                .addNode("agent", s -> set(Box::log).to("" + interrupt(review("Send?", new Mail("a@b.c", 1)))))
                .addEdge(START, "agent").addEdge("agent", END).compile();
            """)
        .succeeds();
    notebook.cell("%invoke mailer --thread mail {}").succeeds();
  }

  @AfterAll
  static void close() {
    notebook.close();
  }

  private static void offers(String line, String... wanted) {
    assertThat(notebook.completions(line)).as(line).contains(wanted);
  }

  @Test
  void graphsAndOptions() {
    offers("%invoke ", "approval", "mailer", "--thread", "--break");
    offers("%invoke app", "approval");
    offers("%invoke --dura", "--durability");
    offers("%invoke --durability ", "sync", "async", "exit");
    offers("%graph --ui ", "auto", "extension", "plain");
    assertThat(notebook.completions("%resume --thread mail --thr"))
        .as("an option that may stand once is offered once")
        .isEmpty();
  }

  @Test
  void threadsInterruptsNodesAndFields() {
    offers("%resume --thread ", "approval-123", "\"a b\"", "mail");
    offers("%threads delete ", "approval-123");
    offers("%resume --id ", interrupt);
    offers("%resume --goto ", "approval", "proceed", "cancel", "agent");
    offers("%invoke --break before:p", "before:proceed");
    offers("%resume --approve ", "to=", "copies=");
    offers("%threads ", "prune", "backup", "compact", "delete", "doctor");
  }

  @Test
  void theGraphIsPrintedAsMermaidAndWrittenAsSvg() throws Exception {
    assertThat(notebook.cell("%graph --mermaid approval").succeeds().result())
        .startsWith("flowchart TD\n")
        .contains("END");
    var file = folder.resolve("the graph.svg");
    notebook.cell("%graph --svg \"" + file + "\" approval").gives("written to " + file);
    assertThat(Files.readString(file)).startsWith("<svg ").endsWith("</svg>").contains("proceed");
  }

  @Test
  void anotherStoreHoldsTheThreadsFromThereOn() {
    var other = folder.resolve("other.mdb");
    try (var own = Notebooks.in(folder)) {
      own.cell(Notebooks.APPROVAL).succeeds();
      own.cell("%graph --store \"" + other + "\"").succeeds();
      assertThat(own.cell("%threads").succeeds().result()).isEqualTo("0 threads in " + other);
      own.cell("%invoke approval --thread moved {}").succeeds();
      assertThat(own.cell("%threads").result()).contains("moved").doesNotContain("approval-123");
    }
    assertThat(other).isNotEmptyFile();
    assertThat(notebook.cell("%threads").result()).doesNotContain("moved");
  }
}
