// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays of cells that are over: counted, after many of them. */
class LeftoversTest {
  private static final int CELLS = 100;

  /** What is cleared up now and then may stand until the next time. */
  private static final int TOLERATED = 40;

  private Cells cells;

  @BeforeEach
  void open() {
    cells =
        new Cells(
            JavaShell.open(
                ShellConfig.bare().withImports(List.of("import java.util.List;")),
                TestAgent.hotSwap()));
    cells.ok("int x = 1;");
    cells.ok("int f() { return 1; }");
    cells.ok("record Point(int x, int y) {}");
    cells.ok("enum Color { RED, GREEN }");
  }

  @AfterEach
  void close() {
    cells.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + 1", "x = 2;", "for (;;) break;", "int x = 1;", "int wrong = \"\";"})
  void theCompilerForgetsCellsThatNothingCanReferTo(String source) throws Exception {
    var before = sizes();
    for (int i = 0; i < CELLS; i++) {
      cells.run(source);
    }
    assertThat(sizes())
        .allMatch(size -> size <= before.stream().max(Integer::compare).orElseThrow() + TOLERATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 + 1",
        "x + f() + new Point(1, 2).x()",
        "x = List.of(3, 4).stream().mapToInt(n -> n + x).sum();",
        "new java.util.function.IntSupplier() { public int getAsInt() { return x; } }.getAsInt()",
        "for (var color : Color.values()) { switch (color) { case RED -> f(); } }"
      })
  void classesGoWhenNothingIsLeftOfThem(String source) throws Exception {
    for (int i = 0; i < CELLS; i++) {
      cells.ok(source);
    }
    collect(20);
    assertThat(entries(get(cells.shell, "loader"), "passing")).isLessThan(20);
    assertThat(entries(get(get(cells.shell, "code"), "places"), "classes")).isLessThan(CELLS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Closed().x",
        "new Closed().y() - 1",
        "Closed.z - 2",
        "new Closed() { int y() { return x; } }.y()",
        "((java.util.function.ToIntFunction<Closed>) Closed::y).applyAsInt(new Closed()) - 1",
        "Closed.class.getDeclaredConstructor().newInstance().x",
        "new Sub().y() - 1"
      })
  void whatOnlyOnePackageMayUseStaysInUse(String source) {
    cells.ok("class Closed { int x = 3; static int z = 5; Closed() {} int y() { return 4; } }");
    cells.ok("class Sub extends Closed {}");
    assertThat(cells.value(source)).isEqualTo(3);
  }

  @Test
  void aLambdaOfACellThatIsOverKeepsItsCodeAndItsPlace() throws Exception {
    cells.ok("java.util.function.IntSupplier later = null;");
    cells.ok("later = () -> { if (x > 1) throw new IllegalStateException(); return x + f(); };");
    for (int i = 0; i < 5; i++) {
      cells.ok("f();");
      collect(CELLS);
    }
    assertThat(cells.value("later.getAsInt()")).isEqualTo(2);
    cells.ok("x = 2;");
    assertThat(String.join("\n", cells.error("later.getAsInt()").traceback()))
        .contains("lambda (In [6], line 1)");
  }

  /** Until at most so many classes are left that may go. */
  private void collect(int most) throws ReflectiveOperationException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    do {
      System.gc();
      cells.ok("f();"); // looks for what has gone
    } while (entries(get(cells.shell, "loader"), "passing") > most && System.nanoTime() < end);
  }

  private static int entries(Object owner, String map) throws ReflectiveOperationException {
    return ((Map<?, ?>) get(owner, map)).size();
  }

  /** Of everything that has an entry for each snippet JShell compiled. */
  private Collection<Integer> sizes() throws ReflectiveOperationException {
    var jshell = get(cells.shell, "shell");
    var places = get(get(cells.shell, "code"), "places");
    return Stream.of(
            get(get(jshell, "outerMap"), "classOuters"),
            get(get(jshell, "keyMap"), "varMap"),
            get(get(jshell, "classTracker"), "map"),
            get(places, "pieces"))
        .map(map -> ((Map<?, ?>) map).size())
        .toList();
  }

  private static Object get(Object owner, String name) throws ReflectiveOperationException {
    var field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
