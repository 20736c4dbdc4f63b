// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that are an expression: compiled once, and in everything else as any other. */
class ValuesTest {
  private static final String CLASS_NAME = "new Throwable().getStackTrace()[0].getClassName()";

  private Cells cells;

  @BeforeEach
  void open() {
    cells = new Cells(ShellConfig.bare().withImports(List.of("import java.util.stream.*;")));
  }

  @AfterEach
  void close() {
    cells.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CLASS_NAME,
        "int a = 1;\n" + CLASS_NAME,
        CLASS_NAME + " // what follows",
        "/* before */ " + CLASS_NAME,
        "new Object() { String of() { return " + CLASS_NAME + "; } }.of()",
        "Stream.of(1)\n  .map(x -> " + CLASS_NAME + ")\n  .findFirst().get()",
      })
  void compileOnceAndWithoutJShellsBookKeeping(String source) {
    assertThat(cells.value(source)).asString().startsWith("REPL.$JShell$piece");
    assertThat(cells.value(source)).asString().startsWith("REPL.$JShell$piece");
    assertThat(cells.shell.variables()).noneMatch(variable -> variable.name().startsWith("$"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2; System.getProperties().setProperty(\"fermata.broken.out\", \"yes\")",
        "2; } static { System.setProperty(\"fermata.broken.out\", \"yes\"); } int x() { return 2",
        "2\\u003b } static { System.setProperty(\"fermata.broken.out\", \"yes\")\\u003b",
        "2 /* ; } static { System.setProperty(\"fermata.broken.out\", \"yes\"); } /* */",
      })
  void areNotWhatOnlyEndsLikeOne(String source) {
    System.clearProperty("fermata.broken.out");
    cells.run(source);
    boolean twoStatements = source.startsWith("2; System");
    assertThat(System.getProperty("fermata.broken.out")).isEqualTo(twoStatements ? "yes" : null);
    System.clearProperty("fermata.broken.out");
  }

  @Test
  void maySpanLinesAndNameTheLineThatFailed() {
    var error = cells.error("\"abc\"\n  .concat(\"d\")\n  .substring(9)");
    assertThat(error.line()).isEqualTo(3);
    assertThat(String.join("\n", error.traceback())).contains("In [1], line 3");
  }

  @Test
  void nameTheLineInTheirLambdasToo() {
    var error =
        cells.error("Stream.of(1, 0)\n  .map(x ->\n    10 / x)\n  .mapToInt(x -> x)\n  .sum()");
    assertThat(error.line()).isEqualTo(3);
  }

  @Test
  void areNotRunWhenTheyDoNotCompile() {
    assertThat(cells.error("Stream.of(1).nothing()").kind()).isEqualTo(CellError.Kind.COMPILE);
    assertThat(cells.error("1 + * 2").kind()).isEqualTo(CellError.Kind.COMPILE);
    assertThat(cells.value("1")).isEqualTo(1);
  }

  @Test
  void thatAreTooMuchForTheCompilerLeaveTheSessionAlive() {
    cells.ok("int n = 1;");
    var deep = "1" + " + n".repeat(20_000);
    for (var source : List.of(deep, "int sum = " + deep + ";")) {
      var error = cells.error(source);
      assertThat(error.kind()).isEqualTo(CellError.Kind.COMPILE);
      assertThat(error.evalue()).contains("thousands of levels deep");
    }
    assertThat(cells.value("1 + 1")).isEqualTo(2);
  }

  @Test
  void mayBeOfMethodsThatReturnNothing() {
    cells.ok("int n = 0; void more() { n++; }");
    cells.ok("more()");
    cells.ok("Stream.of(1, 2).forEach(x -> more())");
    assertThat(cells.value("n")).isEqualTo(3);
  }

  @Test
  void sayWhatAMethodMissesThatTheyCall() {
    cells.ok("int half() { return whole() / 2; }");
    assertThat(cells.error("half()").evalue()).contains("half()").contains("whole()");
    assertThat(cells.error("Stream.of(1).map(x -> half()).toList()").evalue()).contains("whole()");
    cells.ok("int whole() { return 8; }");
    assertThat(cells.value("half()")).isEqualTo(4);
  }

  @Test
  void seeWhatWasDeclaredAnew() {
    cells.ok("class Box { int size() { return 1; } }\nBox box = new Box();");
    assertThat(cells.value("box.size()")).isEqualTo(1);
    cells.ok("class Box { int size() { return 2; } String name = \"b\"; }\nbox = new Box();");
    assertThat(cells.value("box.size()")).isEqualTo(2);
    assertThat(cells.value("box.name")).isEqualTo("b");
    cells.ok("String box = \"text\";");
    assertThat(cells.value("box.length()")).isEqualTo(4);
  }

  @Test
  void mayEvaluateMoreWhileTheyRun() {
    cells.shell.bind(
        "inner",
        "java.util.concurrent.Callable<Object>",
        (java.util.concurrent.Callable<Object>) () -> cells.shell.eval("1 + 2"));
    assertThat(cells.value("inner.call()")).isEqualTo(3);
  }
}
