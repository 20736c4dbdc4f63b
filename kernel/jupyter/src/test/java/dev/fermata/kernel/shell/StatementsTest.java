// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cells that are statements or declarations: compiled once, and in everything else as by JShell.
 */
class StatementsTest {
  private static final String CLASS_NAME = "new Throwable().getStackTrace()[0].getClassName()";

  private Cells cells;

  @BeforeEach
  void open() {
    cells = new Cells();
    cells.ok("String at = \"\"; void note(String name) { at = name; }");
  }

  @AfterEach
  void close() {
    cells.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "note(" + CLASS_NAME + ");",
        "note(" + CLASS_NAME + ")",
        "at = " + CLASS_NAME + ";",
        "at = " + CLASS_NAME,
        "for (int i = 0; i < 1; i++) note(" + CLASS_NAME + ");",
        "for (int i = 0; i < 1; i++) {\n  note(" + CLASS_NAME + ");\n}",
        "if (at.isEmpty()) at = " + CLASS_NAME + ";",
        "do { at = " + CLASS_NAME + "; } while (at.isEmpty());",
        "try { note(" + CLASS_NAME + "); } finally { at += \"\"; }",
        "System.out.print(at = " + CLASS_NAME + ")",
      })
  void compileOnceAndWithoutJShellsBookKeeping(String source) {
    cells.ok(source);
    assertThat(cells.value("at")).asString().startsWith("REPL.$JShell$piece");
  }

  /** To parse is cheap; JShell parses a snippet to find its end, and what it evaluates again. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 1|0|1",
        "for (;;) break;|1|1",
        "System.out.println();|1|1",
        "System.out.printf(\"\")|1|1",
        "note(at);|1|2", // first as if it had a value
        "int y = 1;|2|1",
        "class Q {}|1|1",
        "record R(int x) {}|2|1",
      })
  void areCompiledNoOftenerThanTheyMust(String source, int parsed, int compiled) throws Exception {
    int before = javacTasks();
    cells.ok(source);
    assertThat(javacTasks() - before).isEqualTo(parsed + compiled);
  }

  @Test
  void keepTheValueOfACallThatEndsInASemicolon() {
    assertThat(cells.run("Math.max(1, 2);")).isEqualTo(new Outcome.Value(2, true, List.of()));
    assertThat(cells.run("note(\"here\");")).isEqualTo(new Outcome.None(List.of()));
  }

  @Test
  void declareNothing() {
    cells.ok("for (int local = 0; local < 2; local++) { class Inner {} var x = new Inner(); }");
    assertThat(cells.error("local").kind()).isEqualTo(CellError.Kind.COMPILE);
    assertThat(cells.error("new Inner()").kind()).isEqualTo(CellError.Kind.COMPILE);
  }

  @Test
  void areNotDeclarationsThatBeginLikeThem() {
    cells.ok("int n = 0; int next() { synchronized (at) { return ++n; } }");
    cells.ok("synchronized (at) { n = 2; }");
    cells.ok("class do$ { int x = 4; }\ndo$ done = new do$();");
    cells.ok("record note(int x) {}");
    assertThat(cells.value("next() + done.x + new note(5).x()")).isEqualTo(12);
  }

  @Test
  void nameTheLineThatFailed() {
    var error =
        cells.error("// first\nfor (int i = 2; i >= 0; i--) {\n  int x =\n    \"\".charAt(i);\n}");
    assertThat(error.line()).isEqualTo(4);
    assertThat(String.join("\n", error.traceback())).contains("In [2], line 4");
    assertThat(cells.error("note(\n  null\n    + at.substring(99));").line()).isEqualTo(3);
    assertThat(cells.error("while (true) {\n  at.charAt(99);\n}").line()).isEqualTo(2);
    assertThat(cells.error("while (true)\n  at.charAt(99);").line()).isEqualTo(2);
  }

  @Test
  void areNotRunWhenTheyDoNotCompile() {
    for (var wrong :
        List.of("note(at, at);", "if (true) { note(\"ran\"); nowhere(); }", "at = 5;", "at =;")) {
      var error = cells.error(wrong);
      assertThat(error.kind()).as(wrong).isEqualTo(CellError.Kind.COMPILE);
      assertThat(error.line()).as(wrong).isEqualTo(1);
    }
    assertThat(cells.value("at")).isEqualTo("");
  }

  @Test
  void sayWhatAMethodMissesThatTheyCall() {
    cells.ok("void outer() { inner(); }");
    assertThat(cells.error("outer();").evalue()).contains("outer()").contains("inner()");
    cells.ok("void inner() { at = \"inner\"; }");
    cells.ok("outer();");
    assertThat(cells.value("at")).isEqualTo("inner");
  }

  @Test
  void declarationsThatNameEachOtherAreMadeTogether() {
    cells.ok("int even(int n) { return n == 0 ? 1 : odd(n - 1); }");
    cells.ok("int odd(int n) { return n == 0 ? 0 : even(n - 1); }");
    assertThat(cells.value("even(10)")).isEqualTo(1);
    cells.ok("int odd(int n) { return n == 0 ? 100 : even(n - 1); }");
    assertThat(cells.value("even(9)")).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void big() { %s }",
        "for (;;) { %s break; }",
        "if (true) { %s }",
        "class Big { { %s } }",
        "Runnable big = () -> { %s };",
      })
  void whatIsTooMuchForTheJvmIsToldAndNotRun(String around) {
    var much =
        IntStream.range(0, 6000)
            .mapToObj(i -> "at = \"" + i + "\" + at;")
            .collect(Collectors.joining(" "));
    var outcome = cells.run(String.format(around, much));
    assertThat(outcome.notices()).isEmpty();
    assertThat(Cells.error(outcome).kind()).isEqualTo(CellError.Kind.COMPILE);
    assertThat(Cells.error(outcome).evalue()).contains("code too large");
    assertThat(cells.value("at")).isEqualTo("");
    cells.ok(String.format(around, "at = \"less\";"));
  }

  /** How often javac was asked for something. */
  private int javacTasks() throws ReflectiveOperationException {
    var once = cells.compilers();
    assertThat(once.getClass().getSimpleName()).isEqualTo("OnceFactory");
    var pool = Cells.field(once.getClass().getSuperclass(), "javacTaskPool", once);
    var told = new ByteArrayOutputStream();
    pool.getClass()
        .getMethod("printStatistics", PrintStream.class)
        .invoke(pool, new PrintStream(told, true, StandardCharsets.UTF_8));
    return Pattern.compile("(\\d+) (reused|newly)")
        .matcher(told.toString(StandardCharsets.UTF_8))
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .sum();
  }
}
