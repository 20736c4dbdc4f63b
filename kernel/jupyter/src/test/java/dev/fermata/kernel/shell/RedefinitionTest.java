// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedefinitionTest {
  private Cells cells;

  @BeforeEach
  void open() {
    cells =
        new Cells(
            JavaShell.open(
                ShellConfig.bare().withImports(List.of("import java.util.function.*;")),
                TestAgent.hotSwap()));
  }

  @AfterEach
  void close() {
    cells.close();
  }

  @Test
  void aVariableMadeByAMethodKeepsItsValue() {
    cells.ok("int step(int x) { return x + 1; }");
    cells.ok("int start = step(1);\nstart = 7;");
    assertThat(cells.run("int step(int x) { return x + 10; }").notices()).isEmpty();
    assertThat(cells.value("start")).isEqualTo(7);
    assertThat(cells.value("step(1)")).isEqualTo(11);
  }

  @Test
  void aVariableOfACellThatRanTwiceKeepsItsValue() {
    var cell = "int step(int x) { return x + 1; }\nint start = step(1);";
    cells.ok(cell);
    cells.ok(cell);
    assertThat(cells.run("int step(int x) { return x + 10; }").notices()).isEmpty();
    assertThat(cells.value("start")).isEqualTo(2);
  }

  @Test
  void aStoredLambdaCallsTheNewCode() {
    cells.ok("int step(int x) { return x + 1; }");
    cells.ok("IntUnaryOperator stored = x -> step(x);");
    var before = cells.value("stored");
    cells.ok("int step(int x) { return x * 100; }");
    assertThat(cells.value("stored.applyAsInt(2)")).isEqualTo(200);
    assertThat(cells.value("stored")).isSameAs(before);
    cells.ok("int step(int x) { return -x; }");
    assertThat(cells.value("stored.applyAsInt(2)")).isEqualTo(-2);
  }

  @Test
  void anObjectGetsTheNewMethodsOfItsClass() {
    cells.ok("class Greeter { String name = \"a\"; String greet() { return \"hi \" + name; } }");
    cells.ok("var greeter = new Greeter(); greeter.name = \"b\";");
    cells.ok("class Greeter { String name = \"a\"; String greet() { return \"yo \" + name; } }");
    assertThat(cells.value("greeter.greet()")).isEqualTo("yo b");
  }

  @Test
  void anErrorPointsIntoTheCellOfTheNewCode() {
    cells.ok("int div(int x) { return 10 / x; }");
    cells.ok("\n\nint div(int x) {\n  return 20 / x;\n}");
    assertThat(cells.error("div(0)").traceback())
        .anySatisfy(line -> assertThat(line).contains("at div (In [2], line 4)"));
  }

  @Test
  void aChangedShapeResetsVariablesAndSaysWhich() {
    cells.ok("record Email(String to) {}\nvar mail = new Email(\"x\");\nint other = 3;");
    var outcome = cells.run("record Email(String to, String subject) {}");
    assertThat(outcome.notices())
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.kind()).isEqualTo(Notice.Kind.RESET);
              assertThat(n.names()).containsExactly("mail");
              assertThat(n.text()).contains("mail").contains("Email");
            });
    assertThat(cells.error("mail").evalue()).contains("mail");
    assertThat(cells.value("other")).isEqualTo(3);
  }

  @Test
  void withoutAnAgentVariablesKeepTheirValuesToo() {
    try (var plain = new Cells(JavaShell.open(ShellConfig.bare(), null))) {
      plain.ok(
          "int step(int x) { return x + 1; }\nvar start = step(1);\nvar name = \"n\" + step(1);");
      plain.ok("start = 7;");
      assertThat(plain.run("int step(int x) { return x + 10; }").notices()).isEmpty();
      assertThat(plain.value("start")).isEqualTo(7);
      assertThat(plain.value("name")).isEqualTo("n2");
      assertThat(plain.value("step(1)")).isEqualTo(11);
    }
  }

  @Test
  void aMethodWithAnotherLambdaKeepsTheVariablesThatUseIt() {
    cells.ok("int step(int x) { return x + 1; }\nvar start = step(1);");
    var redefined =
        cells.run(
            "int step(int x) { IntUnaryOperator by = y -> y * 100; return by.applyAsInt(x); }");
    assertThat(redefined.notices()).isEmpty();
    assertThat(cells.value("start")).isEqualTo(2);
    assertThat(cells.value("step(2)")).isEqualTo(200);
  }

  @Test
  void aVariableMayChangeItsType() {
    cells.ok("int rr = 1;");
    assertThat(cells.run("String rr = \"now-string\";").notices()).isEmpty();
    assertThat(cells.value("rr")).isEqualTo("now-string");
  }

  @Test
  void whatWasResetIsNoCauseOfAReset() {
    cells.ok("record Part(int a) {}\nvar part = new Part(1);\nvar parts = new Part[] {part};");
    cells.ok("var more = parts;");
    var outcome = cells.run("record Part(int a, int b) {}");
    var text = outcome.notices().get(0).text();
    assertThat(text).endsWith("because Part changed; run the cells that set them again.");
    assertThat(text).contains("part", "parts");
  }

  @Test
  void declarationsAreThoseInForceWithTheirCells() {
    cells.ok("int kept = 1; int twice(int i) { return 2 * i; }");
    cells.ok("int again = 1;");
    cells.ok("int twice(int i) { return i + i; }\nlong twice(long i) { return i + i; }");
    cells.ok("int again = 2;\nrecord Pair(int a, int b) {}");
    cells.error("int broken = ;");
    assertThat(cells.shell.declarations().stream().map(d -> d.kind() + " " + d.source().strip()))
        .contains(
            "VARIABLE int kept = 1;",
            "METHOD int twice(int i) { return i + i; }",
            "METHOD long twice(long i) { return i + i; }",
            "VARIABLE int again = 2;",
            "TYPE record Pair(int a, int b) {}")
        .doesNotContain("VARIABLE int again = 1;", "METHOD int twice(int i) { return 2 * i; }");
    var pair =
        cells.shell.declarations().stream()
            .filter(d -> d.name().equals("Pair"))
            .findFirst()
            .orElseThrow();
    assertThat(pair.cellSource()).startsWith("int again = 2;");
    cells.shell.reset();
    assertThat(cells.shell.declarations()).isEmpty();
  }
}
