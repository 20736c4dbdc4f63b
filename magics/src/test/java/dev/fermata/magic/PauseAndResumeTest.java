// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.form.Pause;
import dev.fermata.kernel.TestNotebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main path, in cells over the wire and a real LMDB file. */
class PauseAndResumeTest {
  @TempDir static Path folder;
  private static TestNotebook notebook;

  /** A thread of its own for each test: the store is shared, as in life. */
  private final String thread = "t-" + UUID.randomUUID();

  private final String invoke = Notebooks.INVOKE_APPROVAL.replace("approval-123", thread);

  @BeforeAll
  static void start() {
    notebook = Notebooks.in(folder);
    notebook.cell(Notebooks.APPROVAL).succeeds();
  }

  @AfterAll
  static void close() {
    notebook.close();
  }

  private static int runs() {
    return Integer.parseInt(notebook.cell("runs").result());
  }

  @Test
  void invokeShowsTheQuestionAsAFormAndAsLines() {
    var cell = notebook.cell(invoke).givesNothing();
    assertThat(cell.displays()).hasSize(1);
    var data = cell.displays().get(0).path("data");
    assertThat(data.path(Pause.MIME).at("/interrupts/0/form/shape").asText()).isEqualTo("approve");
    var id = Notebooks.interruptId(cell);
    assertThat(Notebooks.shown(cell))
        .contains("thread " + thread + " of graph approval waits for an answer")
        .contains("Transfer $500")
        .contains("%resume --thread " + thread + " --id " + id + " true");
    assertThat(cell.displays().get(0).at("/transient/display_id").asText())
        .isEqualTo("fermata-" + id);
  }

  @Test
  void batchClientsGetTheLinesWithoutAForm() {
    var cell = notebook.batchCell(invoke).givesNothing();
    var data = cell.displays().get(0).path("data");
    assertThat(data.has(Pause.MIME)).isFalse();
    assertThat(data.path("text/plain").asText()).contains("Approve this action?");
    assertThat(data.path("text/html").asText()).doesNotContain("<button");
  }

  @Test
  void resumeRunsToTheEndAndTurnsTheFormIntoItsAnswer() {
    var before = runs();
    var id = Notebooks.interruptId(notebook.cell(invoke));
    var cell = notebook.cell("%resume true");
    cell.gives("Approval[actionDetails=Transfer $500, status=approved]");
    assertThat(cell.result("text/html").asText()).contains("<table>", "approved");
    assertThat(cell.displays())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.at("/transient/display_id").asText()).isEqualTo("fermata-" + id);
              assertThat(d.path("data").path(Pause.MIME).path("status").asText())
                  .isEqualTo("resolved");
              assertThat(Notebooks.plain(d)).contains("Answered: Approve · true · by ");
            });
    notebook.cell("((Approval) last()).status()").gives("approved");
    assertThat(runs()).isEqualTo(before + 2);
  }

  @Test
  void inBatchTheQuestionStaysWhereItWasAsked() {
    notebook.batchCell(invoke).givesNothing();
    var cell = notebook.batchCell("%resume true");
    cell.gives("Approval[actionDetails=Transfer $500, status=approved]");
    assertThat(cell.displays()).isEmpty();
  }

  @Test
  void theLineOfTheFormAnswersAsAClickWould() {
    var id = Notebooks.interruptId(notebook.cell(invoke));
    notebook
        .cell("%resume --thread " + thread + " --id " + id + " false")
        .gives("Approval[actionDetails=Transfer $500, status=rejected]");
  }

  @Test
  void approveAndRejectAreWordsToo() {
    notebook.cell(invoke).succeeds();
    notebook
        .cell("%resume --reject")
        .gives("Approval[actionDetails=Transfer $500, status=rejected]");
    notebook.cell(invoke.replace(thread, thread + "-4")).succeeds();
    notebook
        .cell("%resume --approve")
        .gives("Approval[actionDetails=Transfer $500, status=approved]");
  }

  @Test
  void resumeWithoutAValueShowsTheQuestionAgainAndAnswersNothing() {
    var id = Notebooks.interruptId(notebook.cell(invoke));
    var before = runs();
    var again = notebook.cell("%resume").givesNothing();
    assertThat(Notebooks.interruptId(again)).isEqualTo(id);
    assertThat(runs()).isEqualTo(before);
  }

  @Test
  void anEqualAnswerAgainGivesTheStoredResultWithANotice() {
    var id = Notebooks.interruptId(notebook.cell(invoke));
    var line = "%resume --thread " + thread + " --id " + id + " true";
    notebook.cell(line).succeeds();
    var before = runs();
    var again = notebook.cell(line);
    again.gives("Approval[actionDetails=Transfer $500, status=approved]");
    assertThat(Notebooks.shown(again)).contains("answered");
    assertThat(runs()).isEqualTo(before);
  }

  @Test
  void anotherAnswerAfterwardsIsToldWhoAnsweredWhenAndWhat() {
    var id = Notebooks.interruptId(notebook.cell(invoke));
    notebook.cell("%resume true").succeeds();
    var before = runs();
    var late = notebook.cell("%resume --thread " + thread + " --id " + id + " false");
    late.failsWith("answered-already");
    assertThat(late.errorText()).contains(System.getProperty("user.name") + "@").contains("true");
    assertThat(runs()).isEqualTo(before);
  }

  @Test
  void theStateMayBeChangedBeforeTheNodeRunsAgain() {
    notebook.cell(invoke).succeeds();
    var line = "%resume --thread " + thread + " --update '{\"actionDetails\": \"Transfer $50\"}' ";
    notebook.cell(line.replace("actionDetails", "action") + "true").failsWith("unknown-channel");
    var asked = notebook.cell(line).givesNothing();
    assertThat(Notebooks.shown(asked)).as("an update alone asks again").contains("Transfer $50\n");
    notebook
        .cell(line.replace("$50", "$5") + "--approve")
        .gives("Approval[actionDetails=Transfer $5, status=approved]");
  }

  @Test
  void questionsAreShownWithoutFormsWhenWanted() {
    notebook.cell("%graph --ui plain approval").succeeds();
    try {
      var data = notebook.cell(invoke).givesNothing().displays().get(0).path("data");
      assertThat(data.has(Pause.MIME)).isFalse();
      assertThat(data.path("text/plain").asText()).contains("%resume --thread " + thread);
    } finally {
      notebook.cell("%graph --ui auto").succeeds();
    }
    assertThat(notebook.cell("%graph --ui pretty").failsWith("bad-ui").errorText())
        .contains("auto, extension, plain");
    var data = notebook.cell("%resume --thread " + thread).displays().get(0).path("data");
    assertThat(data.has(Pause.MIME)).isTrue();
  }

  @Test
  void aFinishedThreadTakesNoAnswer() {
    notebook.cell(invoke).succeeds();
    notebook.cell("%resume true").succeeds();
    var late = notebook.cell("%resume --thread " + thread + " true").failsWith("thread-finished");
    assertThat(late.errorText()).contains("\"" + thread + "\" of graph \"approval\", is finished");
    notebook.cell("%resume --thread " + thread).failsWith("nothing-pending");
  }

  @Test
  void aFreshThreadIdIsMadeAndShown() {
    var cell = notebook.cell("%invoke approval {\"actionDetails\": \"x\"}");
    assertThat(Notebooks.shown(cell)).containsPattern("▶ thread approval-[0-9a-f]{8}");
  }

  @Test
  void aNodeThatFailedBehindItsAnswerTakesAnotherOneOnRequest() {
    notebook
        .cell(
            """
            record Cut(Integer parts) {}
            var cut = new StateGraph<>(Cut.class)
                .addNode("ask", s -> set(Cut::parts).to(12 / interrupt(ask("How many?", Integer.class))))
                .addEdge(START, "ask").addEdge("ask", END).compile();""")
        .succeeds();
    notebook.cell("%invoke cut --thread cut {}").givesNothing();
    notebook
        .cell("%resume --thread cut 0")
        .failsWith("dev.fermata.graph.GraphException.NodeFailed");
    assertThat(notebook.cell("%threads").result()).contains("failed in ask");
    var refused = notebook.cell("%resume --thread cut 3").failsWith("nothing-pending");
    assertThat(refused.traceback()).contains("has failed in ask", "%invoke cut --thread cut");
    notebook.cell("%resume --replace 4").gives("Cut[parts=3]");
    notebook.cell("%resume --thread cut --replace 6").failsWith("thread-finished");
  }

  @Test
  void inputMayBeJava() {
    notebook.cell("%invoke --thread a approval new Approval(\"x\", \"y\")").succeeds();
    notebook.cell("%resume --thread a true").gives("Approval[actionDetails=x, status=approved]");
    notebook.cell("%invoke --thread b approval Map.of(\"actionDetails\", \"z\")").succeeds();
    notebook.cell("%resume --thread b 1 == 1").gives("Approval[actionDetails=z, status=approved]");
  }

  @Test
  void theOutcomeCanBeBound() {
    notebook.cell("%invoke --as first --thread as approval {}").succeeds();
    notebook.cell("first.isInterrupted()").gives("true");
    notebook.cell("%resume --as done true").succeeds();
    notebook.cell("done.value().status()").gives("approved");
  }

  @Test
  void aPauseIsAnErrorWhenWanted() {
    notebook.cell("%invoke --fail-on-pause --thread u approval {}").failsWith("paused");
    notebook.cell("%resume --thread u true").succeeds();
  }

  @Test
  void aGraphOutputInJavaIsAForm() {
    var cell = notebook.cell("approval.invoke(new Approval(\"x\", \"y\"), thread(\"java\"))");
    assertThat(cell.result(Pause.MIME).at("/interrupts/0/form/shape").asText())
        .isEqualTo("approve");
    assertThat(cell.result(Pause.MIME).path("graph").asText()).isEqualTo("approval");
    notebook
        .cell("approval.invoke(resume(true), thread(\"java\")).value().status()")
        .gives("approved");
  }

  @Test
  void questionsCanBeAnsweredInTheInputLine() {
    var cell = notebook.cell("%invoke --ask --thread ask approval {}", prompt -> "approve");
    cell.gives("Approval[actionDetails=null, status=approved]");
  }

  @Test
  void theStoreLiesBesideTheNotebookAndIsOnlyItsOwners() throws Exception {
    notebook.cell(invoke).succeeds();
    var file = folder.resolve("checkpoints.mdb");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void threadsListsWhatWaits() {
    notebook.cell(invoke).succeeds();
    notebook.cell("%invoke --thread other approval {}").succeeds();
    notebook.cell("%resume --thread other true").succeeds();
    var all = notebook.cell("%threads");
    assertThat(all.result())
        .contains(thread, "paused", "approval: Approve this action?", "other", "finished")
        .containsPattern("\\d+ threads in ");
    assertThat(notebook.cell("%threads --paused").result()).doesNotContain("other  ");
  }

  @Test
  void graphShowsPictureStateAndStore() {
    var cell = notebook.cell("%graph approval");
    assertThat(cell.result("text/html").asText()).contains("<img alt=", "base64,");
    assertThat(cell.result("text/vnd.mermaid").asText()).startsWith("flowchart TD");
    assertThat(cell.result())
        .contains(
            "graph approval",
            "START → approval",
            "proceed → END",
            "state: String actionDetails",
            "store: ");
    assertThat(notebook.cell("%graph").result()).contains("approval: approval, proceed, cancel");
  }
}
