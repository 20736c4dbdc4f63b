// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.KernelProcess;
import dev.fermata.kernel.TestCell;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pause outlives its kernel, and two kernels never both answer a question. */
class KilledKernelTest {
  /** How often two kernels race; 100 takes a minute. */
  private static final int RACES = Integer.getInteger("fermata.races", 10);

  private static final String WHO =
      """
      record Who(String name) {}
      var who = new StateGraph<>(Who.class)
          .addNode("ask", s -> set(Who::name).to((String) interrupt("Who?")))
          .addEdge(START, "ask").addEdge("ask", END).compile();""";

  @TempDir Path folder;

  private KernelProcess kernel() throws Exception {
    return KernelProcess.start(folder, Map.of("JPY_SESSION_NAME", "work/payroll.ipynb"));
  }

  @Test
  void aPauseIsResumedAfterTheKernelWasKilled() throws Exception {
    String id;
    try (var first = kernel()) {
      first.cell(Notebooks.APPROVAL).succeeds();
      id = Notebooks.interruptId(first.cell(Notebooks.INVOKE_APPROVAL));
      first.kill();
    }
    assertThat(folder.resolve(".fermata/checkpoints.mdb")).exists();
    try (var second = kernel()) {
      var asked = second.cell("%resume").givesNothing();
      assertThat(Notebooks.interruptId(asked)).as("asked without the graph").isEqualTo(id);
      var early = second.cell("%resume true").failsWith("unknown-graph");
      assertThat(early.errorText()).contains("run the cell that defines it");
      second.cell(Notebooks.APPROVAL).succeeds();
      second.cell("%resume true").gives("Approval[actionDetails=Transfer $500, status=approved]");
      second.cell("runs").gives("1");
      assertThat(second.cell("%threads").result()).contains("finished", "payroll.ipynb");
    }
  }

  @Test
  void afterALibraryEndedTheProcessTheNextKernelSaysWhereTheRunBrokeOff() throws Exception {
    try (var first = kernel()) {
      first
          .cell(
              twoSteps(
                  "Class.forName(\"java.lang.System\").getMethod(\"exit\", int.class)"
                      + ".invoke(null, 3);"))
          .succeeds();
      first.send("%invoke steps --thread cut --durability sync {}");
      first.awaitEnd();
    }
    try (var second = kernel()) {
      assertThat(second.cell("%threads").result()).contains("broken off in two");
      var refused = second.cell("%resume 1").failsWith("nothing-pending");
      assertThat(refused.traceback()).contains("broken off in two", "%invoke steps --thread cut");
      second.cell(twoSteps("")).succeeds();
      var cell = second.cell("%invoke steps --thread cut");
      cell.gives("Steps[log=[one, two]]");
      assertThat(Notebooks.shown(cell)).contains("left no end", "two run again from the start");
      assertThat(second.cell("%threads").result()).contains("finished");
    }
  }

  private static String twoSteps(String before) {
    return """
        record Steps(List<String> log) {}
        var steps = new StateGraph<>(Steps.class).reduce(Steps::log, append())
            .addNode("one", s -> set(Steps::log).to(List.of("one")))
            .addNode("two", s -> { %s return set(Steps::log).to(List.of("two")); })
            .addEdge(START, "one").addEdge("one", "two").addEdge("two", END).compile();"""
        .formatted(before);
  }

  @Test
  void ofTwoKernelsThatAnswerAtOnceOneWinsAndTheOtherIsToldWho() throws Exception {
    try (var a = kernel();
        var b = kernel()) {
      a.cell(WHO).succeeds();
      b.cell(WHO).succeeds();
      for (var i = 0; i < RACES; i++) {
        race(a, b, "race-" + i);
      }
    }
  }

  private static void race(KernelProcess a, KernelProcess b, String thread) {
    var asked = a.cell("%invoke --thread " + thread + " who {}").givesNothing();
    b.cell("%resume --thread " + thread).givesNothing();
    var line = "%resume --thread " + thread + " --id " + Notebooks.interruptId(asked) + " ";
    var first = a.send(line + "\"ann\"");
    var second = b.send(line + "\"bob\"");
    var ann = a.finish(first);
    var bob = b.finish(second);
    assertThat(won(ann) ^ won(bob)).as("%s: %s %s", thread, ann.reply(), bob.reply()).isTrue();
    var winner = won(ann) ? ann : bob;
    var loser = won(ann) ? bob : ann;
    winner.gives("Who[name=" + (won(ann) ? "ann" : "bob") + "]");
    loser.failsWith("answered-already");
    assertThat(loser.errorText())
        .contains(System.getProperty("user.name") + "@")
        .contains(won(ann) ? "\"ann\"" : "\"bob\"")
        .containsPattern("\\d{2}:\\d{2}:\\d{2}");
    assertThat(Notebooks.shown(loser))
        .as("its form shows the winner's answer")
        .contains("Answered: ");
  }

  private static boolean won(TestCell cell) {
    return cell.reply().path("status").asText().equals("ok");
  }
}
