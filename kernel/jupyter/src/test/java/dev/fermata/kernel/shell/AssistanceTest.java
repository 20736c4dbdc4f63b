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
  void whatEveryObjectHasComesLast() {
    assertThat(complete("mail.").matches())
        .extracting(CompletionResult.Match::text)
        .startsWith("size()", "to()")
        .endsWith("toString()", "wait(");
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
  void completesKeywordsAfterNames() {
    assertThat(match("swi", "switch").kind()).isEqualTo("keyword");
    assertThat(match("int n = 3;\nretu", "return").kind()).isEqualTo("keyword");
    assertThat(complete("zzq.ret").matches()).isEmpty();
    assertThat(complete("zzq.subs").matches())
        .extracting(CompletionResult.Match::kind)
        .doesNotContain("keyword");
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

  @Test
  void offersNothingInStringsAndComments() {
    assertThat(List.of("\"zz", "// zz", "/* zz", "\"\"\"\nzz", "var s = \"a\" + \"Arr", "'z"))
        .allSatisfy(code -> assertThat(complete(code).matches()).as(code).isEmpty());
    assertThat(match("/* a */ \"b\".length() + zz", "zzq").kind()).isEqualTo("instance");
  }

  @Test
  void namesOfTheCellAndOfTheSessionAreOfferedTogether() {
    assertThat(complete("int zzlocal = 5;\nzz").matches())
        .extracting(CompletionResult.Match::text)
        .contains("zzlocal", "zzq");
  }

  @Test
  void namesOfMethodsAndLambdasAreOfferedInsideThem() {
    assertThat(match("int f(String zzparameter, List<String> more) { return zzp", "zzparameter"))
        .extracting("kind", "signature")
        .containsExactly("instance", "String");
    assertThat(match("for (var zzword : List.of(zzq)) zzw", "zzword").signature()).isEmpty();
    assertThat(match("List.of(zzq).forEach(zzeach -> zze", "zzeach").kind()).isEqualTo("instance");
  }

  @Test
  void signaturesAreKnownInTheMiddleOfStatements() {
    assertThat(match("int x = zzq.len", "length()").signature()).isEqualTo("int length()");
    assertThat(match("if (mail.t", "to()").signature()).isEqualTo("String to()");
    assertThat(match("List.of(mail).st", "stream()").signature()).isEqualTo("Stream<E> stream()");
  }

  @Test
  void membersOfVariablesOfEveryKindAreFound() {
    cells.ok(
        """
        var myList = List.of(1); Map<String, List<Integer>> myMap = Map.of(); int[] myArray = {1};
        var mySame = mail; Map.Entry<String, Integer> myEntry = null; java.util.BitSet myBits = null;
        var mine = new Object() { int inner() { return 1; } };
        """);
    assertThat(match("myList.st", "stream()").signature()).isEqualTo("Stream<E> stream()");
    assertThat(match("myMap.isE", "isEmpty()").signature()).isEqualTo("boolean isEmpty()");
    assertThat(match("mySame.t", "to()").signature()).isEqualTo("String to()");
    assertThat(match("myBits.card", "cardinality()").signature()).isEqualTo("int cardinality()");
    assertThat(match("myArray.le", "length"))
        .extracting("kind", "signature")
        .containsExactly("property", "int");
    assertThat(match("myEntry.getK", "getKey()").kind()).isEqualTo("function");
    assertThat(match("mine.inn", "inner()").kind()).isEqualTo("function");
  }

  @Test
  void completesMethodReferences() {
    assertThat(match("IntFunction<int[]> f = int[]::ne", "new").signature()).isEqualTo("int[]");
    assertThat(match("List.of(zzq).stream().map(String::len", "length").signature())
        .isEqualTo("int length()");
    assertThat(match("Email::", "new").kind()).isEqualTo("function");
    assertThat(match("zzq::subs", "substring").start()).isEqualTo(5);
  }

  @Test
  void completesTheMembersOfAStaticImport() {
    assertThat(match("import static java.lang.Math.ab", "abs").kind()).isEqualTo("function");
    assertThat(match("import static java.lang.Math.P", "PI").kind()).isEqualTo("property");
  }

  @Test
  void findsClassesOfTheJdkByTheBeginningOfTheirName() {
    assertThat(match("new AtomicInt", "java.util.concurrent.atomic.AtomicInteger").signature())
        .isEqualTo("import java.util.concurrent.atomic.AtomicInteger");
  }

  @Test
  void doesNotOfferTheLibrariesOfTheKernel() {
    cells.awaitIndex();
    assertThat(complete("ObjectMapper").matches()).isEmpty();
  }

  @Test
  void inspectionShowsTheDocumentationWrittenInCells() {
    cells.ok(
        "/**\n * Doubles a {@code number}.\n */\nint twice(int number) { return 2 * number; }\n"
            + "/** A place. */\nrecord Place(String name) {}\nint none() { return 0; }");
    assertThat(cells.shell.inspect("twice(", 6, 0).orElseThrow().plain())
        .isEqualTo("int twice(int number)\n\nDoubles a number.");
    assertThat(cells.shell.inspect("Place", 5, 0).orElseThrow().plain()).contains("A place.");
    assertThat(cells.shell.inspect("none(", 5, 0).orElseThrow().plain()).isEqualTo("int none()");
    assertThat(cells.shell.inspect("zzq", 2, 0).orElseThrow().plain())
        .isEqualTo("String zzq = \"abc\"");
  }

  @Test
  void inspectionOfAVariableShowsWhatItHoldsNow() {
    cells.ok("int many = 1;");
    cells.ok("many = 2;");
    cells.ok("var lines = new ArrayList<>(List.of(\"a\\nb\"));");
    cells.ok("class Odd { public String toString() { throw new IllegalStateException(); } }");
    cells.ok("var odd = new Odd();");
    cells.ok("var wide = \"x\".repeat(5_000);");
    assertThat(plain("many + 1", 3)).isEqualTo("int many = 2");
    assertThat(plain("lines", 5)).isEqualTo("ArrayList<String> lines = ArrayList (1) [\"a\\nb\"]");
    assertThat(plain("mail", 4)).isEqualTo("Email mail = Email[to=\"a\", size=1]");
    assertThat(plain("odd", 3)).startsWith("Odd odd = Odd@");
    assertThat(plain("wide", 4)).hasSizeBetween(200, 230).endsWith("…");
  }

  @Test
  void inspectionShowsNoValueOfWhatACellDeclaresWithin() {
    cells.ok("int shadowed = 1;");
    assertThat(plain("for (int shadowed = 0; shadowed < 9; ) { shadowed", 49))
        .doesNotContain(" = ");
    assertThat(plain("Integer.MAX_VALUE", 17)).doesNotContain(" = ");
  }

  private static String plain(String code, int cursor) {
    return cells.shell.inspect(code, cursor, 0).orElseThrow().plain();
  }
}
