// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ErrorsTest {
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
  void placesAnExceptionInTheLinesOfTheCells() {
    cells.ok("// first\n\nint halve(int n) {\n  int x = n - n;\n  return n / x;\n}");
    var error = cells.error("int before = 1;\n\n// comment\nint q =\n    halve(\n        3);");
    assertThat(error.kind()).isEqualTo(CellError.Kind.RUNTIME);
    assertThat(error.ename()).isEqualTo("java.lang.ArithmeticException");
    assertThat(error.evalue()).isEqualTo("/ by zero");
    assertThat(error.line()).isEqualTo(5);
    assertThat(error.traceback())
        .satisfies(t -> assertThat(t.get(0)).isEqualTo("java.lang.ArithmeticException: / by zero"))
        .anySatisfy(l -> assertThat(l).matches(" {4}at halve \\(In \\[\\d+\\], line 5\\)"))
        .anySatisfy(l -> assertThat(l).matches(" {4}at In \\[\\d+\\], line 5"))
        .anySatisfy(l -> assertThat(l).isEqualTo("      return n / x;"))
        .noneSatisfy(l -> assertThat(l).containsAnyOf("JShell", "reflect", "dev.fermata"));
  }

  @Test
  void keepsTheCauseAndTheRealThrowable() {
    var error =
        cells.error(
            "try {\n  Integer.parseInt(\"x\");\n} catch (RuntimeException e) {\n"
                + "  throw new IllegalStateException(\"outer\", e);\n}");
    assertThat(error.cause()).isInstanceOf(IllegalStateException.class).hasMessage("outer");
    assertThat(error.line()).isEqualTo(4);
    assertThat(String.join("\n", error.traceback()))
        .contains("Caused by: java.lang.NumberFormatException: For input string: \"x\"")
        .contains("at java.lang.Integer.parseInt")
        .doesNotContain("forInputString");
  }

  @Test
  void showsTheUsersFramesOnly() {
    var error =
        cells.error(
            "void each(int i) { throw new RuntimeException(\"e\"); }\n"
                + "List.of(1).stream().map(i -> i).forEach(i -> each(i))");
    assertThat(error.traceback().stream().filter(l -> l.startsWith("    at ")))
        .hasSize(3)
        .allMatch(l -> l.contains("In ["));
  }

  @Test
  void namesUserClassesAsTheCellDoes() {
    var error =
        cells.error(
            "class Oops extends RuntimeException { Oops(String m) { super(m); } }\n"
                + "class Maker {\n  void make() {\n    throw new Oops(\"o\");\n  }\n}\n"
                + "new Maker().make()");
    assertThat(error.ename()).isEqualTo("Oops");
    assertThat(error.line()).isEqualTo(4);
    assertThat(error.traceback()).anySatisfy(l -> assertThat(l).contains("at Maker.make (In ["));
  }

  @Test
  void compileErrorsShowTheLineTheColumnAndACaret() {
    var error = cells.error("int fine = 1;\n  String wrong = fine;");
    assertThat(error.kind()).isEqualTo(CellError.Kind.COMPILE);
    assertThat(error.evalue())
        .isEqualTo("incompatible types: int cannot be converted to String (line 2, column 18)");
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.traceback())
        .contains("      String wrong = fine;", "                     ^^^^");
    assertThat(error.ansiTraceback().get(0)).startsWith("\u001b[31merror");
  }

  @Test
  void nothingRunsWhenTheEndOfTheCellDoesNotParse() {
    var error = cells.error("int ranBefore = 1;\nclass Half { int a( }");
    assertThat(error.kind()).isEqualTo(CellError.Kind.COMPILE);
    assertThat(error.line()).isEqualTo(2);
    assertThat(cells.error("int ranBefore2 = 1;\nfor (;;) {").kind())
        .isEqualTo(CellError.Kind.INCOMPLETE);
    assertThat(cells.shell.variable("ranBefore")).isEmpty();
    assertThat(cells.shell.variable("ranBefore2")).isEmpty();
  }

  @Test
  void hintsAndCodesComeFromTheConfiguration() {
    ErrorHint hint =
        problem ->
            problem.sourceLine().contains("this::")
                ? Optional.of("write x -> twice(x)")
                : Optional.empty();
    var config =
        new ShellConfig(
            List.of(),
            List.of(),
            getClass().getClassLoader(),
            List.of(),
            List.of(hint),
            thrown -> Optional.of("its-code"));
    try (var hinted = new Cells(config)) {
      assertThat(hinted.error("throw new IllegalStateException(\"m\");").traceback().get(0))
          .isEqualTo("java.lang.IllegalStateException [its-code]: m");
      hinted.ok("int twice(int x) { return 2 * x; }");
      assertThat(hinted.error("java.util.function.IntUnaryOperator f = this::twice;").traceback())
          .contains("hint: write x -> twice(x)");
    }
  }

  @Test
  void explainsWhatJavacsMessageMeansInACell() {
    var config = ShellConfig.bare().withImports(List.of("import static java.lang.Math.*;"));
    try (var own = new Cells(config)) {
      own.ok("int twice(int x) { return 2 * x; }\nint max(String s) { return 1; }");
      assertThat(own.error("java.util.function.IntUnaryOperator f = this::twice;").traceback())
          .contains("hint: a cell has no \"this\"; write x -> twice(x) in place of this::twice");
      assertThat(own.error("max(1, 2)").traceback())
          .contains(
              "hint: your max(String) hides the max that every cell sees; write Math.max(…) or"
                  + " rename yours");
      own.awaitIndex();
      assertThat(String.join("\n", own.error("new ArrayList<String>()").traceback()))
          .contains("hint: import java.util.ArrayList;");
    }
  }

  @Test
  void deepRecursionIsAnErrorLikeAnyOther() {
    var error = cells.error("int so(int x) { return so(x + 1) + 1; }\nso(0)");
    assertThat(error.ename()).isEqualTo("java.lang.StackOverflowError");
    assertThat(error.traceback()).hasSizeLessThan(20);
    assertThat(cells.value("1 + 1")).isEqualTo(2);
  }

  @Test
  void theClassThatJShellMadeIsNoPlace() {
    var error = cells.error("var m = new Nonesuch();");
    assertThat(String.join("\n", error.traceback()))
        .contains("Nonesuch")
        .doesNotContain("location");
    assertThat(error.evalue()).doesNotContain("location");
    var member = cells.error("\"\".nonesuch()");
    assertThat(String.join("\n", member.traceback())).contains("location: class String");
  }

  @Test
  void exitIsRefusedByName() {
    for (var source :
        List.of(
            "System.exit(3);",
            "Runtime.getRuntime().halt(3);",
            "Runtime.getRuntime().exit(3);",
            "Optional.of(3).ifPresent(System::exit);")) {
      var error = cells.error(source);
      assertThat(error.kind()).as(source).isEqualTo(CellError.Kind.EXIT);
      assertThat(error.ename()).isEqualTo("SystemExit");
      assertThat(error.evalue()).contains("%exit");
    }
  }

  @Test
  void whatIsNotDeclaredYetIsNamed() {
    var outcome = cells.run("int early() { return late(); }");
    assertThat(outcome.notices())
        .containsExactly(
            new Notice(
                Notice.Kind.UNRESOLVED,
                List.of("early"),
                "early() cannot be used until method late() is declared."));
    assertThat(cells.error("early()").evalue())
        .isEqualTo("early() cannot be used until method late() is declared.");
    cells.ok("int late() { return 9; }");
    assertThat(cells.value("early()")).isEqualTo(9);
    assertThat(cells.error("NoSuch y;").evalue())
        .isEqualTo("y cannot be used until class NoSuch is declared.");
  }
}
