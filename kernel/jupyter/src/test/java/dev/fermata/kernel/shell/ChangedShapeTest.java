// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cell does to others when it declares something anew. */
class ChangedShapeTest {
  private final Cells cells =
      new Cells(
          JavaShell.open(
              ShellConfig.bare()
                  .withImports(List.of("import java.util.*;", "import java.util.function.*;")),
              TestAgent.hotSwap()));

  @AfterEach
  void close() {
    cells.close();
  }

  private String notice(String source) {
    var outcome = cells.run(source);
    assertThat(outcome).isNotInstanceOf(Outcome.Failed.class);
    return String.join("\n", outcome.notices().stream().map(Notice::text).toList());
  }

  @Test
  void whatKeptItsValueIsNotLostToAnImportThatWaits() {
    cells.ok("record Order(String item) {}\nvar latest = new Order(\"tea\");");
    cells.ok("List<Object> all = new ArrayList<>(List.of(latest));");
    assertThat(notice("record Order(String item, int pieces) {}"))
        .contains("latest lost its value");
    cells.awaitIndex(); // it comes after all imports
    assertThat(cells.value("all.size()")).isEqualTo(1);
    assertThat(notice("import java.util.regex.*;"))
        .contains("all lost its value, because an import changed");
  }

  @Test
  void aRecordMayHaveACompactConstructor() {
    cells.ok(
        "record Age(int years) {\n  Age {\n    if (years < 0) throw new IllegalStateException();\n  }\n}");
    assertThat(cells.value("new Age(3).years()")).isEqualTo(3);
    assertThat(cells.error("new Age(-1)").traceback())
        .anyMatch(line -> line.contains("In [1], line 3"));
  }

  @Test
  void aRecordMayHaveACanonicalConstructorAmongOthers() {
    cells.ok(
        "record Span(int from, int to) {\n"
            + "  Span(int to) { this(0, to); }\n"
            + "  Span(int from, int to) { this.from = from; this.to = to + 1; }\n}");
    assertThat(cells.value("new Span(4).to()")).isEqualTo(5);
  }

  @Test
  void errorsBehindACompactConstructorPointToTheirPlace() {
    var error = cells.error("record Age(int years) { Age { }\n  int x() { return true; } }");
    assertThat(error.evalue()).contains("line 2, column 20");
    assertThat(error.traceback()).contains("      int x() { return true; } }");
  }

  @Test
  void aSealedTypeMayGetAnotherSubtype() {
    cells.ok(
        "sealed interface Shape permits Circle, Square {}\n"
            + "record Circle(int r) implements Shape {}\n"
            + "record Square(int s) implements Shape {}\n"
            + "Shape shape = new Circle(1);");
    var text =
        notice(
            "sealed interface Shape permits Circle, Square, Blob {}\n"
                + "record Circle(int r) implements Shape {}\n"
                + "record Square(int s) implements Shape {}\n"
                + "record Blob() implements Shape {}\n"
                + "Shape shape = new Blob();");
    assertThat(text).isEmpty();
    assertThat(cells.value("shape.toString()")).isEqualTo("Blob[]");
    assertThat(cells.value("new Circle(2).r()")).isEqualTo(2);
  }

  @Test
  void aSubtypeOfASealedTypeMayComeInALaterCell() {
    cells.ok("sealed interface Shape permits Circle {}\nrecord Circle(int r) implements Shape {}");
    assertThat(notice("sealed interface Shape permits Circle, Blob {}")).contains("class Blob");
    cells.ok("record Blob() implements Shape {}");
    assertThat(cells.value("List.<Shape>of(new Circle(1), new Blob()).size()")).isEqualTo(2);
  }

  @Test
  void aSealedTypeThatIsWrongLeavesItsSubtypesAlone() {
    cells.ok("record Alone(int a) {}");
    assertThat(notice("sealed interface Shape permits Alone {}")).contains("Shape");
    assertThat(cells.value("new Alone(1).a()")).isEqualTo(1);
  }

  @Test
  void aRecordMayBecomeTheSubtypeOfASealedType() {
    cells.ok("record Circle(int r) {}\nvar old = new Circle(1);");
    cells.ok("sealed interface Shape permits Circle {}\nrecord Circle(int r) implements Shape {}");
    assertThat(cells.value("((Shape) new Circle(2)).toString()")).isEqualTo("Circle[r=2]");
  }

  @Test
  void aStoredLambdaThatCannotBeRenewedIsCalledStale() {
    cells.ok("int f(int x) { return x + 1; }\nFunction<Integer, Integer> fn = x -> f(x);");
    cells.ok("int other = f(1);");
    assertThat(notice("long f(int x) { return x * 100; }"))
        .contains("fn is stale: what it holds was made before f changed; run the cell")
        .doesNotContain("other");
    assertThat(notice("int unrelated = 1;")).isEmpty();
  }

  @Test
  void aCollectionOfOldObjectsIsCalledStale() {
    cells.ok(
        "enum Colour { RED }\nMap<Colour, Integer> counts = new EnumMap<>(Colour.class);\n"
            + "counts.put(Colour.RED, 1);\nList<Object> mixed = List.of(1, Colour.RED);"
            + "List<Object> pure = List.of(1);");
    assertThat(notice("enum Colour { RED, BLUE }"))
        .contains("counts, mixed are stale")
        .contains("Colour changed")
        .doesNotContain("pure");
  }

  @Test
  void whatIsSwappedIsNotStale() {
    cells.ok("int f(int x) { return x + 1; }\nFunction<Integer, Integer> fn = x -> f(x);");
    assertThat(notice("int f(int x) { return x * 100; }")).isEmpty();
    assertThat(cells.value("fn.apply(2)")).isEqualTo(200);
  }

  @Test
  void aCellThatSetsTheVariableItselfLeavesNothingStale() {
    var cell =
        "sealed interface Shape permits Circle, Square%s {}\n"
            + "record Circle(int r) implements Shape {}\n"
            + "record Square(int s%s) implements Shape {}\n%s\nShape shape = new Circle(1);";
    cells.ok(cell.formatted("", "", ""));
    cells.ok(cell.formatted("", ", int t", ""));
    assertThat(notice(cell.formatted(", Blob", "", "record Blob() implements Shape {}"))).isEmpty();
  }

  @Test
  void aMethodThatNoLongerCompilesIsTold() {
    cells.ok("int base = 3;\nint next() { return base + 1; }");
    assertThat(notice("String base = \"x\";"))
        .isEqualTo(
            "next() cannot be used any more: incompatible types: String cannot be converted to int");
    assertThat(cells.error("next()").evalue()).contains("String cannot be converted to int");
    assertThat(notice("int base = 4;")).isEmpty();
    assertThat(cells.value("next()")).isEqualTo(5);
  }

  @Test
  void whatWaitsForAClassOfTheJdkIsToldItsImport() {
    cells.awaitIndex();
    var text = notice("int count() { return new AtomicInteger(3).get(); }");
    assertThat(text)
        .contains("until class AtomicInteger is declared")
        .endsWith("hint: import java.util.concurrent.atomic.AtomicInteger;");
  }

  @Test
  void staticStateOutlivesANewMethodBody() {
    cells.ok("class Count { static int n; static int next() { return ++n; } }\nCount.next();");
    cells.ok("class Count { static int n; static int next() { return n += 10; } }");
    assertThat(cells.value("Count.next()")).isEqualTo(11);
  }

  @Test
  void aDefaultMethodIsSwappedInEveryObject() {
    cells.ok("interface Named { default String name() { return \"a\"; } }");
    cells.ok("class Thing implements Named {}\nvar thing = new Thing();");
    cells.ok("interface Named { default String name() { return \"b\"; } }");
    assertThat(cells.value("thing.name()")).isEqualTo("b");
  }

  @Test
  void aMethodThatARecordUsesIsSwapped() {
    cells.ok("double tax(double d) { return d * 0.5; }");
    cells.ok("record Item(double p) { double due() { return tax(p); } }\nvar item = new Item(2);");
    cells.ok("double tax(double d) { return d * 2; }");
    assertThat(cells.value("item.due()")).isEqualTo(4.0);
  }

  @Test
  void aVariableOfAnAnonymousClassKeepsItsValue() {
    cells.ok("int h() { return 1; }\nvar box = new Object() { int c = h(); };\nbox.c = 50;");
    assertThat(notice("int h() { return 2; }")).isEmpty();
    assertThat(cells.value("box.c")).isEqualTo(50);
  }

  @Test
  void aGenericMethodAndAnOverloadAreSwappedAlone() {
    cells.ok("<T> T pick(List<T> l) { return l.get(0); }\nvar first = pick(List.of(3, 5));");
    cells.ok("int o(int x) { return 1; }\nint o(String s) { return 2; }");
    cells.ok("<T> T pick(List<T> l) { return l.get(1); }\nint o(int x) { return 10; }");
    assertThat(cells.value("first + pick(List.of(3, 5)) + o(1) + o(\"\")")).isEqualTo(20);
  }

  @Test
  void aRunningThreadGoesOnWithTheNewCode() throws InterruptedException {
    cells.ok("volatile boolean wrong = true;\nboolean leave() { return false; }");
    cells.ok("var loop = new Thread(() -> { while (!leave()) Thread.onSpinWait(); });");
    cells.ok("loop.start();");
    cells.ok("boolean leave() { return true; }");
    var loop = (Thread) cells.value("loop");
    assertThat(loop).isNotNull();
    loop.join(60_000);
    assertThat(loop.isAlive()).isFalse();
  }

  @Test
  void aMistypedNameIsToldTheNearest() {
    cells.ok("String word = \"abc\";\nint lastLength = 3;");
    assertThat(hints("word.lenght()")).contains("hint: did you mean length?");
    assertThat(hints("lastLenght + 1")).contains("hint: did you mean lastLength?");
    assertThat(hints("Strin name = null;")).anyMatch(hint -> hint.contains("String"));
  }

  @Test
  void aHintIsGivenOnceAndNeverALibraryOfTheKernel() {
    cells.awaitIndex();
    assertThat(hints("AtomicInteger a = new AtomicInteger();"))
        .containsOnlyOnce("hint: import java.util.concurrent.atomic.AtomicInteger;");
    assertThat(hints("ObjectMapper m = new ObjectMapper();"))
        .noneMatch(hint -> hint.contains("jackson"));
  }

  @Test
  void aShellCommandIsToldWhereItGoes() {
    assertThat(hints("!ls -la"))
        .contains("hint: a cell is Java; for a program write %shell ls -la");
    assertThat(hints("pip install numpy")).anyMatch(h -> h.endsWith("%shell pip install numpy"));
  }

  private List<String> hints(String source) {
    return cells.error(source).traceback().stream().filter(l -> l.startsWith("hint: ")).toList();
  }
}
