// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.shell.Completeness.Status;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompletenessTest {
  private static Cells cells;

  @BeforeAll
  static void open() {
    cells = new Cells();
  }

  @AfterAll
  static void close() {
    cells.close();
  }

  @Test
  void aCellThatCouldRunIsComplete() {
    for (var code :
        List.of(
            "",
            "1+1",
            "int a = 3;",
            "void f() { }",
            "noSuchName + 1",
            "int x = \"a\";",
            "public int z() { return 1; }",
            "record P(int a) {}\nnew P(1)",
            "import java.util.*;\nvar l = List.of(1)",
            "for (int i = 0; i < 3; i++) {\n}\n// end")) {
      assertThat(cells.shell.completeness(code).status()).as(code).isEqualTo(Status.COMPLETE);
    }
  }

  @Test
  void aCellThatBreaksOffIsIncomplete() {
    for (var code : List.of("void f() {", "int a = (3 +", "int b = 1;\nfor (int i=0;i<3;i++) {")) {
      assertThat(cells.shell.completeness(code).status()).as(code).isEqualTo(Status.INCOMPLETE);
    }
    assertThat(cells.shell.completeness("class A {\n  void f() {").indent()).isEqualTo("      ");
  }

  @Test
  void aCellThatNothingCanMendIsInvalid() {
    for (var code : List.of("int int = 7q", "import = 7q;", "class Q { int a( }")) {
      assertThat(cells.shell.completeness(code).status()).as(code).isEqualTo(Status.INVALID);
    }
  }

  @Test
  void ofACellThatTheCompilerCannotFollowNothingIsKnown() {
    var deep = "(".repeat(30_000) + "1" + ")".repeat(30_000);
    assertThat(cells.shell.completeness(deep).status()).isEqualTo(Status.UNKNOWN);
    assertThat(cells.shell.completeness("1").status()).isEqualTo(Status.COMPLETE);
  }
}
