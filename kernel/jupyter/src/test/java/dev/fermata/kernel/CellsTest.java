// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CellsTest {
  private final TestNotebook notebook = TestNotebook.start();

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void showsTheValueOfTheLastExpression() {
    notebook.cell("1 + 1").gives("2");
    notebook.cell("int a = 3;\nint b = 4;\na * b").gives("12");
  }

  @Test
  void tellsBusyEchoResultAndIdleInThisOrder() {
    assertThat(notebook.cell("1 + 1").types())
        .containsExactly("status", "execute_input", "execute_result", "status");
  }

  @Test
  void printsWhatTheCellPrints() {
    notebook.cell("System.out.println(\"héllo 日本 😀\");").prints("héllo 日本 😀\n").givesNothing();
  }

  @Test
  void saysOfAFailedCompilerOnlyWhatTheErrorSays() {
    notebook.cell("int n = 1;").givesNothing();
    var deep = "1" + " + n".repeat(20_000);
    for (var source : List.of(deep, "int sum = " + deep + ";")) {
      var cell = notebook.cell(source).failsWith("CompilationError");
      assertThat(cell.types()).containsExactly("status", "execute_input", "error", "status");
    }
    var timed = notebook.cell("%time " + deep).failsWith("CompilationError");
    assertThat(timed.errorText()).contains("thousands of levels deep");
    assertThat(timed.stream("stderr")).isEmpty();
    notebook.cell("n").gives("1").prints("");
  }

  @Test
  void reportsWhatTheCellThrows() {
    notebook
        .cell("throw new IllegalStateException(\"boom\");")
        .failsWith("java.lang.IllegalStateException");
    notebook.cell("1").gives("1");
  }
}
