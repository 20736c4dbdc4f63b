// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestCell;
import dev.fermata.kernel.TestNotebook;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** An answer is for the code that asked: semantics §2.2, cells that were edited during a pause. */
class EditedCellTest {
  private static final String GRAPH =
      """
      record City(String name, String note) {}
      String tidy(String s) { return s.strip(); }
      String answer(Object o) { return tidy((String) o); }
      var trip = new StateGraph<>(City.class)
          .addNode("ask", s -> set(City::name).to(answer(interrupt("Which city?"))))
          .addNode("pack", s -> set(City::note).to("packed"))
          .addEdge(START, "ask").addEdge("ask", "pack").addEdge("pack", END).compile();""";

  @TempDir static Path folder;
  private static TestNotebook notebook;
  private String thread = "";

  @BeforeAll
  static void start() {
    notebook = Notebooks.in(folder);
  }

  @AfterAll
  static void close() {
    notebook.close();
  }

  @BeforeEach
  void pause(TestInfo test) {
    thread = test.getTestMethod().orElseThrow().getName();
    notebook.cell(GRAPH).succeeds();
    notebook.cell("%invoke trip --thread " + thread + " {}").givesNothing();
  }

  private void edit(String from, String to) {
    assertThat(GRAPH).contains(from);
    notebook.cell(GRAPH.replace(from, to)).succeeds();
  }

  private TestCell resume(String rest) {
    return notebook.cell("%resume --thread " + thread + " " + rest);
  }

  @Test
  void theSameSourceRunAgainTakesTheAnswer() {
    notebook.cell(GRAPH).succeeds();
    resume("\" Rome \"").gives("City[name=Rome, note=packed]");
  }

  @Test
  void layoutAndCommentsDoNotCount() {
    edit("s -> set(City::name)", "s -> // the city\n  set( City::name )");
    resume("\"Rome\"").gives("City[name=Rome, note=packed]");
  }

  @Test
  void anEditOfAnotherNodeDoesNotCount() {
    edit("\"packed\"", "\"packed well\"");
    resume("\"Rome\"").gives("City[name=Rome, note=packed well]");
  }

  @Test
  void anEditedNodeTakesTheAnswerOnlyWhenTheChangeIsAccepted() {
    edit("answer(interrupt", "\"to \" + answer(interrupt");
    var refused = resume("\"Rome\"").failsWith("graph-changed");
    assertThat(refused.errorText()).contains("the code of node \"ask\" changed", "\"Which city?\"");
    assertThat(refused.traceback())
        .contains("%resume --thread " + thread + " --accept-changes \"Rome\"")
        .contains("%invoke trip --thread " + thread);
    resume("--accept-changes \"Rome\"").gives("City[name=to Rome, note=packed]");
  }

  @Test
  void anEditedMethodThatTheNodeCallsFarAwayCounts() {
    notebook.cell("String tidy(String s) { return s.strip().toUpperCase(); }").succeeds();
    resume("\"Rome\"").failsWith("graph-changed");
    resume("--accept-changes \"Rome\"").succeeds();
  }

  @Test
  void theNewCodeMayAskFirst() {
    edit("Which city?", "Which town?");
    resume("\"Rome\"").failsWith("graph-changed");
    var asked = notebook.cell("%invoke trip --thread " + thread).givesNothing();
    assertThat(Notebooks.shown(asked)).contains("Which town?");
    resume("\"Rome\"").gives("City[name=Rome, note=packed]");
  }

  @Test
  void theNewCodeMayAskTheSameFirst() {
    edit("answer(interrupt", "\"to \" + answer(interrupt");
    notebook.cell("%invoke trip --thread " + thread).givesNothing();
    resume("\"Rome\"").gives("City[name=to Rome, note=packed]");
  }

  @Test
  void anInsertedQuestionDoesNotGetTheAnswer() {
    edit("answer(interrupt(", "answer(interrupt(\"Which country?\") + \"/\" + interrupt(");
    resume("\"Rome\"").failsWith("graph-changed");
    var asked = resume("--accept-changes \"Rome\"").givesNothing();
    assertThat(Notebooks.shown(asked)).contains("Which country?", "The question changed");
  }

  @Test
  void aRenamedNodeIsNamedWithTheNodesThereAre() {
    edit("\"ask\"", "\"question\"");
    var refused = resume("\"Rome\"").failsWith("graph-changed");
    assertThat(refused.errorText()).contains("node \"ask\"", "nodes: question, pack");
    notebook.cell(GRAPH).succeeds();
    resume("\"Rome\"").gives("City[name=Rome, note=packed]");
  }

  @Test
  void aNodeAddedToABuilderInAnotherCellIsKnownToo() {
    notebook.cell("var builder = new StateGraph<>(City.class);").succeeds();
    var adding =
        "var built = builder.addNode(\"far\", s -> set(City::name).to(%sinterrupt(\"Where?\") + \"\"))\n"
            + ".addEdge(START, \"far\").addEdge(\"far\", END).compile();";
    notebook.cell(adding.formatted("")).succeeds();
    notebook.cell("%invoke built --thread far {}").givesNothing();
    notebook.cell("var builder = new StateGraph<>(City.class);").succeeds();
    notebook.cell(adding.formatted("\"in \" + ")).succeeds();
    notebook.cell("%resume --thread far \"Rome\"").failsWith("graph-changed");
    notebook.cell("%resume --thread far --accept-changes \"Rome\"").succeeds();
  }
}
