// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static Cells cells;

  @BeforeAll
  static void open() {
    cells = new Cells(ShellConfig.bare().withImports(List.of("import java.util.*;")));
  }

  @AfterAll
  static void close() {
    cells.close();
  }

  @Test
  void givesTheValueOfTheLastExpression() {
    assertThat(cells.value("int a1 = 1;\nint a2 = 2;\na1 + a2")).isEqualTo(3);
    assertThat(cells.value("int sq(int x) { return x * x; }\nsq(7)")).isEqualTo(49);
    assertThat(cells.value("\n\n // only\n /* comments */ \"x\" // before\n")).isEqualTo("x");
  }

  @Test
  void keepsTheRealObject() {
    cells.ok("var kept = new ArrayList<String>(List.of(\"a\"));");
    var first = cells.value("kept");
    assertThat(cells.value("kept")).isSameAs(first);
    assertThat(cells.shell.variable("kept"))
        .hasValueSatisfying(v -> assertThat(v.value()).isSameAs(first))
        .hasValueSatisfying(v -> assertThat(v.typeName()).isEqualTo("ArrayList<String>"));
  }

  @Test
  void tellsTheSemicolon() {
    assertThat(cells.run("List.of(1)")).isEqualTo(new Outcome.Value(List.of(1), false, List.of()));
    assertThat(cells.run("1 + 1;")).isEqualTo(new Outcome.Value(2, true, List.of()));
  }

  @Test
  void showsNothingForDeclarationsAssignmentsAndVoidCalls() {
    for (var source :
        List.of(
            "", "  // c", "int n = 3;", "n = 4", "for (;;) break;", "System.gc()", "class Q {}")) {
      assertThat(cells.run(source)).as(source).isEqualTo(new Outcome.None(List.of()));
    }
  }

  @Test
  void nullIsAValue() {
    assertThat(cells.run("Object nothing = null;\nnothing"))
        .isEqualTo(new Outcome.Value(null, false, List.of()));
    assertThat(cells.value("(String) null")).isNull();
  }

  @Test
  void unnamedResultsLeaveNoVariable() {
    cells.value("new int[10]");
    assertThat(cells.shell.variables()).extracting(Variable::name).noneMatch(n -> n.contains("$"));
  }

  @Test
  void anExpressionIsOfTheTypeItHasByItself() {
    cells.ok("int pick = 1;");
    assertThat(cells.value("(switch (pick) { case 1 -> 1; default -> 2.0; })")).isEqualTo(1.0);
    assertThat(cells.value("(pick > 0 ? 1 : 2.0)")).isEqualTo(1.0);
    assertThat(cells.value("(pick += 2) + 0")).isEqualTo(3);
    assertThat(cells.value("\"a = b\".length()")).isEqualTo(5);
  }

  @Test
  void whatIsNoValueRunsOnce() {
    cells.ok("var calls = new ArrayList<String>();");
    cells.ok("void note(String text) { calls.add(text); }");
    assertThat(cells.run("note(\"a\")")).isEqualTo(new Outcome.None(List.of()));
    assertThat(cells.value("calls")).isEqualTo(List.of("a"));
    assertThat(cells.error("calls.add(noSuchName)").evalue()).contains("noSuchName");
    assertThat(cells.value("calls.size()")).isEqualTo(1);
  }

  @Test
  void anExpressionThatThrowsPointsToItsLine() {
    assertThat(cells.error("1\n  + Integer.parseInt(\"x\")\n  + 2").line()).isEqualTo(2);
  }

  @Test
  void codeOfACellMayEvaluateMore() throws Exception {
    try (var scope = cells.shell.begin("In [x]", null)) {
      var outcome = cells.shell.call(scope, () -> cells.shell.eval("40 + 2"));
      assertThat(outcome).isEqualTo(new Outcome.Value(42, false, List.of()));
    }
    assertThatThrownBy(() -> cells.shell.eval("1")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bindsAnObject() {
    var given = new StringBuilder("x");
    cells.shell.bind("given", "StringBuilder", given);
    assertThat(cells.value("given")).isSameAs(given);
    cells.shell.bind("number", "int", 5);
    assertThat(cells.value("number + 1")).isEqualTo(6);
    assertThatThrownBy(() -> cells.shell.bind("bad", "NoSuchType", 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NoSuchType");
  }

  @Test
  void attachmentsAreFoundFromTheCellsThreads() {
    try (var scope = cells.shell.begin("In [y]", "mine")) {
      var outcome =
          cells.shell.call(
              scope, () -> CellScope.current().flatMap(s -> s.attachment(String.class)).get());
      assertThat(((Outcome.Value) outcome).value()).isEqualTo("mine");
    }
  }
}
