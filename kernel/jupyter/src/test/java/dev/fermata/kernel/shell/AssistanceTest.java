// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AssistanceTest {
  private static Cells cells;

  @BeforeAll
  static void open() {
    cells = new Cells(ShellConfig.bare().withImports(List.of("import java.util.*;")));
    cells.ok(
        "String zzq = \"abc\";\nrecord Email(String to, int size) {}\nvar mail = new Email(\"a\", 1);");
    cells.ok("int halve(int number) { return number / 2; }");
  }

  @AfterAll
  static void close() {
    cells.close();
  }

  private static CompletionResult complete(String code) {
    return cells.shell.complete(code, code.length());
  }

  private static CompletionResult.Match match(String code, String text) {
    return complete(code).matches().stream()
        .filter(m -> m.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not in " + complete(code)));
  }

  @Test
  void completesMembersWithTheirSignatures() {
    var found = match("zzq.subs", "substring(");
    assertThat(found.kind()).isEqualTo("function");
    assertThat(found.signature()).contains("substring(int");
    assertThat(complete("zzq.subs"))
        .extracting(CompletionResult::start, CompletionResult::end)
        .containsExactly(4, 8);
    assertThat(match("mail.t", "to()").signature()).contains("String to()");
  }

  @Test
  void completesNamesOfTheSession() {
    assertThat(match("zz", "zzq"))
        .extracting("kind", "signature")
        .containsExactly("instance", "String");
    assertThat(match("hal", "halve(").signature()).isEqualTo("halve(int)int");
    assertThat(match("new Arr", "ArrayList(").kind()).isEqualTo("class");
  }

  @Test
  void completesInTheMiddleOfALine() {
    var found = cells.shell.complete("int zz9 = Math.ma + 3;", 17);
    assertThat(found.matches()).extracting(CompletionResult.Match::text).contains("max(");
    assertThat(found.start()).isEqualTo(15);
  }

  @Test
  void completesWhatTheCellItselfDeclaresAbove() {
    var code = "import java.util.function.*;\nvar mine = new StringBuilder();\nmine.appendC";
    var found = match(code, "appendCodePoint(");
    assertThat(found.start()).isEqualTo(code.length() - "appendC".length());
  }

  @Test
  void offersTheFullNameOfAClassThatIsNotImported() {
    cells.awaitIndex();
    assertThat(complete("AtomicInteger").matches())
        .extracting(CompletionResult.Match::text)
        .contains("java.util.concurrent.atomic.AtomicInteger");
  }

  @Test
  void offersNothingForWhatNobodyKnows() {
    assertThat(complete("zzzNoSuchThing_q").matches()).isEmpty();
    assertThat(cells.shell.inspect("noSuchName_zz", 3, 0)).isEmpty();
  }

  @Test
  void inspectsMethodsAndVariables() {
    var found = cells.shell.inspect("Math.max(", 8, 0).orElseThrow();
    assertThat(found.plain()).contains("int Math.max(int a, int b)");
    assertThat(cells.shell.inspect("zzq", 2, 0).orElseThrow().plain()).contains("String");
  }

  @Test
  void inspectionBringsTheDocumentationOfTheJdkWhereItsSourcesAre() {
    var sources = java.nio.file.Path.of(System.getProperty("java.home"), "lib", "src.zip");
    var found = cells.shell.inspect("\"x\".substring(", 14, 0).orElseThrow().plain();
    assertThat(found).contains("substring(int").doesNotContain("{@code");
    assertThat(found.contains("Returns a string that is a substring of this string"))
        .as("documentation, where %s is there", sources)
        .isEqualTo(java.nio.file.Files.exists(sources));
  }
}
