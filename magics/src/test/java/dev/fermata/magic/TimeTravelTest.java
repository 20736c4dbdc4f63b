// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestNotebook;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breakpoints, states, histories, forks, and keeping house in the store. */
class TimeTravelTest {
  @TempDir static Path folder;
  private static TestNotebook notebook;

  @BeforeAll
  static void start() {
    notebook = Notebooks.in(folder);
    notebook
        .cell(
            """
            record Steps(List<String> log) {}
            var steps = new StateGraph<>(Steps.class)
                .reduce(Steps::log, append())
                .addNode("one", s -> set(Steps::log).to(List.of("one")))
                .addNode("ask", s -> set(Steps::log).to(List.of((String) interrupt("Which word?"))))
                .addNode("two", s -> set(Steps::log).to(List.of("two")))
                .addEdge(START, "one").addEdge("one", "ask").addEdge("ask", "two").addEdge("two", END)
                .compile();""")
        .succeeds();
  }

  @AfterAll
  static void close() {
    notebook.close();
  }

  private static void finish(String thread, String word) {
    notebook.cell("%invoke --thread " + thread + " steps {}").givesNothing();
    notebook
        .cell("%resume --thread " + thread + " \"" + word + "\"")
        .gives("Steps[log=[one, " + word + ", two]]");
  }

  /** The number of the checkpoint in whose row of {@code %history} a text stands. */
  private static String checkpoint(String thread, String text) {
    var rows = notebook.cell("%history --thread " + thread).succeeds().result();
    var matcher = Pattern.compile("(?m)^(\\d+) .*" + text + ".*$").matcher(rows);
    assertThat(matcher.find()).as(rows).isTrue();
    return matcher.group(1);
  }

  @Test
  void aSnapshotAsTheValueOfACellShowsItsFactsAndItsState() {
    finish("shown", "x");
    var cell = notebook.cell("steps.getState(thread(\"shown\"))").succeeds();
    assertThat(cell.result())
        .startsWith("thread shown, checkpoint ")
        .contains("next: nothing, it is finished")
        .endsWith("Steps[log=[one, x, two]]");
  }

  @Test
  void aListOfSnapshotsAsTheValueOfACellIsTheHistory() {
    finish("listed", "x");
    var history = notebook.cell("%history --thread listed").succeeds().result();
    notebook.cell("steps.getStateHistory(thread(\"listed\")).toList()").gives(history);
  }

  @Test
  void aRunStopsAtABreakpointAndGoesOn() {
    var cell = notebook.cell("%invoke --thread stop --break before:one steps {}").givesNothing();
    assertThat(Notebooks.shown(cell))
        .contains("thread stop stands before one")
        .contains("%invoke steps --thread stop");
    var refused = notebook.cell("%resume --thread stop \"x\"").failsWith("at-breakpoint");
    assertThat(refused.traceback()).contains("%invoke steps --thread stop");
    var asked = notebook.cell("%invoke steps --thread stop").givesNothing();
    assertThat(Notebooks.shown(asked)).contains("Which word?");
    notebook.cell("%resume --thread stop \"x\"").gives("Steps[log=[one, x, two]]");
  }

  @Test
  void resumeWithoutAValueGoesOnFromABreakpoint() {
    notebook.cell("%invoke --thread stop2 --break after:one steps {}").givesNothing();
    var cell = notebook.cell("%resume --thread stop2").givesNothing();
    assertThat(Notebooks.shown(cell)).contains("Which word?");
  }

  @Test
  void breakpointsOfTheNotebookHoldUntilTheyAreCleared() {
    notebook.cell("%graph --break before:two steps").succeeds();
    notebook.cell("%invoke --thread kept steps {}").givesNothing();
    var cell = notebook.cell("%resume --thread kept \"x\"").givesNothing();
    assertThat(Notebooks.shown(cell)).contains("thread kept stands before two");
    notebook.cell("%graph --break none steps").succeeds();
    notebook.cell("%invoke --thread kept steps").gives("Steps[log=[one, x, two]]");
  }

  @Test
  void breakpointsOfUnknownNodesAreRefused() {
    assertThat(
            notebook.cell("%graph --break before:tow steps").failsWith("unknown-node").errorText())
        .contains("nodes: one, ask, two");
    notebook.cell("%graph --break two steps").failsWith("bad-breakpoint");
    var cell = notebook.cell("%invoke --thread nobreak --break after:tow steps {}");
    assertThat(cell.reply().path("ename").asText()).isEqualTo("unknown-node");
    notebook.cell("%state --thread nobreak").failsWith("unknown-thread");
  }

  @Test
  void historyAndStateShowThePast() {
    finish("past", "word");
    var asking = checkpoint("past", "Which word\\?");
    var cell = notebook.cell("%state --thread past --checkpoint " + asking);
    cell.gives("Steps[log=[one]]");
    assertThat(Notebooks.shown(cell)).contains("checkpoint " + asking, "next: ask");
    notebook.cell("%state --thread past").gives("Steps[log=[one, word, two]]");
    notebook.cell("%state --thread past --as snapshot").succeeds();
    notebook.cell("snapshot.next().isEmpty()").gives("true");
    notebook.cell("%state --thread past --checkpoint 99").failsWith("unknown-checkpoint");
    notebook.cell("%state --thread past --checkpoint x").failsWith("bad-number");
    notebook.cell("%history --thread past --limit 0").failsWith("bad-number");
    notebook.cell("%history --thread psat").failsWith("unknown-thread");
  }

  @Test
  void forkAsksAnewOnACopyAndLeavesTheFirstAsItWas() {
    finish("first", "old");
    var asking = checkpoint("first", "Which word\\?");
    var cell = notebook.cell("%fork --thread first --checkpoint " + asking + " --to second");
    assertThat(Notebooks.shown(cell.succeeds())).contains("a copy of first", "Which word?");
    notebook.cell("%resume --thread second \"new\"").gives("Steps[log=[one, new, two]]");
    notebook.cell("%state --thread first").gives("Steps[log=[one, old, two]]");
    notebook.cell("%fork --thread first --to second").failsWith("thread-in-use");
  }

  @Test
  void forkMayChangeTheStateItGoesOnFrom() {
    finish("edited", "old");
    var asking = checkpoint("edited", "Which word\\?");
    var line = "%fork --thread edited --checkpoint " + asking + " --update '{\"log\": [\"more\"]}'";
    var cell = notebook.cell(line).succeeds();
    assertThat(Notebooks.shown(cell)).contains("Which word?");
    notebook.cell("%resume --thread edited \"x\"").gives("Steps[log=[one, more, x, two]]");
    notebook.cell("%fork --thread edited --update '{\"lag\": 1}'").failsWith("unknown-channel");
    notebook.cell("%fork --thread edited --update '{\"log\": 1'").failsWith("bad-json");
    notebook.cell("%state --thread edited").gives("Steps[log=[one, more, x, two]]");
  }

  @Test
  void deletingWantsToBeConfirmed() {
    finish("gone", "x");
    var refused = notebook.cell("%threads delete gone").failsWith("not-confirmed");
    assertThat(refused.traceback()).contains("%threads delete --yes gone");
    notebook.cell("%threads delete --yes gone").gives("deleted thread gone");
    notebook.cell("%state --thread gone").failsWith("unknown-thread");
    notebook.cell("%threads delete").failsWith("missing-argument");
    notebook.cell("%threads burn").failsWith("unknown-action");
  }

  @Test
  void pruningKeepsTheNewestCheckpoints() {
    finish("long", "x");
    notebook.cell("%threads prune long").failsWith("missing-option");
    assertThat(notebook.cell("%threads prune --keep 1 long").result())
        .matches("removed [1-9]\\d* checkpoints of 1 thread in .*");
    notebook.cell("%state --thread long").gives("Steps[log=[one, x, two]]");
    assertThat(notebook.cell("%history --thread long").result().lines()).hasSize(3);
  }

  @Test
  void theStoreIsCheckedCopiedAndCompacted() {
    finish("cared", "x");
    assertThat(notebook.cell("%threads doctor").succeeds().result()).contains("is sound:");
    var target = folder.resolve("copies.mdb");
    var copy = notebook.cell("%threads backup \"" + target + "\"").succeeds().result();
    assertThat(copy).contains("copied to " + target);
    assertThat(folder.resolve("copies.mdb")).isNotEmptyFile();
    assertThat(notebook.cell("%threads backup " + target).errorText()).contains("copies.mdb");
    notebook.cell("%threads backup").failsWith("missing-argument");
    for (var i = 0; i < 20; i++) {
      finish("gone" + i, "x".repeat(9_000));
      notebook.cell("%threads delete --yes gone" + i).succeeds();
    }
    assertThat(notebook.cell("%threads compact").succeeds().result()).contains("smaller now");
    assertThat(notebook.cell("%history --thread cared").succeeds().result()).contains("cared");
    finish("after", "x");
  }

  @Test
  void aGraphMayRunInTheCellThatDefinesIt() {
    var cell =
        notebook.cell(
            """
            record Once(Object word) {}
            var once = new StateGraph<>(Once.class)
                .addNode("say", s -> set(Once::word).to(interrupt("Say?")))
                .addEdge(START, "say").addEdge("say", END).compile();
            once.invoke(new Once(null), thread("same-cell"))""");
    assertThat(cell.succeeds().result()).contains("Say?");
    notebook.cell("%resume --thread same-cell \"hi\"").gives("Once[word=hi]");
  }

  @Test
  void aCommandMayRunAFurtherNode() {
    notebook.cell("%invoke --thread goto steps {}").givesNothing();
    assertThat(notebook.cell("%resume --thread goto --goto two \"x\"").succeeds().result())
        .contains("x", "two");
    notebook.cell("%invoke --thread goto2 steps {}").givesNothing();
    var cell = notebook.cell("%resume --thread goto2 --goto nowhere \"x\"");
    assertThat(cell.reply().path("ename").asText()).isEqualTo("unknown-node");
    notebook.cell("%resume --thread goto2 \"x\"").gives("Steps[log=[one, x, two]]");
  }
}
