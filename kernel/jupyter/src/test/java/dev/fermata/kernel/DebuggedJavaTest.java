// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of byte code runs with probes in it as it does without, wanted or not. */
class DebuggedJavaTest {
  private static final List<String> CELLS =
      List.of(
          "record Pair(long left, double right) { public Pair { if (right < 0) { throw new"
              + " IllegalArgumentException(); } } Pair(long l) { this(l, l * 0.5); } static Pair of()"
              + " { return new Pair(7); } }\nvar result = Pair.of().left();",
          "class Base { final int n; Base(int n) { this.n = n; } }\n"
              + "class Derived extends Base { final long m; Derived(int a, long b) { super(new"
              + " Base(a > 2 ? a : 1).n + (int) b); m = b; } }\n"
              + "var result = new Derived(3, 4L).n;",
          "int f(int n) { try { if (n == 0) { throw new IllegalStateException(); } return n; }"
              + " catch (IllegalStateException e) { return -1; } finally { n++; } }\n"
              + "var result = f(0) + f(8);",
          "sealed interface Shape permits Circle, Square {}\nrecord Circle(double r) implements Shape"
              + " {}\nrecord Square(int a) implements Shape {}\ndouble area(Shape s) { if (s instanceof"
              + " Circle c) { return c.r() * 2; } return ((Square) s).a(); }\n"
              + "var result = area(new Circle(3)) + area(new Square(1));",
          "enum Level { LOW(1) { int cost() { return 0; } }, HIGH(5); private final int base;"
              + " Level(int b) { base = b; } int cost() { return base; } }\n"
              + "var result = Level.HIGH.cost() + switch (Level.LOW) { case LOW -> { int x = 1; yield"
              + " x; } case HIGH -> 2; };",
          "<T extends Comparable<T>> T most(java.util.List<? extends T> all) { T best = null; for (T t"
              + " : all) { if (best == null || t.compareTo(best) > 0) { best = t; } } return best; }\n"
              + "var result = most(List.of(3, 7, 5));",
          "int g(Object lock) { synchronized (lock) { int s = 0; outer: for (int i = 0; i < 9; i++)"
              + " { for (long j = 0; j < 9; j++) { if (j > i) { continue outer; } if (i > 5) { break"
              + " outer; } s += j; } } return s; } }\nvar result = g(new Object());",
          "interface Greeter { default String hi() { return name() + suffix(); } private String"
              + " suffix() { return \"!\"; } String name(); }\n"
              + "var result = new Greeter() { int k = 2; public String name() { return \"a\" + k;"
              + " } }.hi();",
          "long fact(long n) { return n < 2 ? 1 : n * fact(n - 1); }\nvar result = fact(20);",
          "var result = IntStream.range(0, 50).parallel().mapToObj(i -> { var s = \"\" + i; return"
              + " s + s; }).filter(s -> s.length() > 2).collect(Collectors.joining()).length();",
          "int h(int... xs) { int[] copy = xs.clone(); int i = 0; do { copy[i] += copy.length; } while"
              + " (++i < copy.length); return copy[0] > 3 && copy[1] > 3 || copy.length == 0 ? copy[0]"
              + " : copy[1]; }\nvar result = h(\n1,\n2,\n3);",
          "class Outer { int n = 4; class Inner { int m = n + 1; } static class Nest { static long"
              + " count = start(); static long start() { return 3; } } int sum() { class Local { int"
              + " k() { return n + new Inner().m; } } return new Local().k(); } }\n"
              + "var result = new Outer().sum() + Outer.Nest.count;",
          "String w(Object o) { String s; switch (o.toString()) { case \"a\": s = \"x\"; break; case"
              + " \"b\": default: s = \"y\"; } return s; }\nvar result = w(\"a\") + w(\"b\");",
          "class Res implements AutoCloseable { public void close() { } }\nint t() throws Exception {"
              + " try (var a = new Res(); var b = new Res()) { return 1; } }\nvar result = t();",
          "double d(byte b, short s, char c, float f, boolean z) { double all = b + s + c + f; if (z)"
              + " { long extra = 5; all += extra; } return all; }\n"
              + "var result = d((byte) 1, (short) 2, 'a', 1.5f, true);",
          "String boom(int n) { if (n == 0) { throw new RuntimeException(\"x\"); } return boom(n -"
              + " 1); }\nString caught; try { caught = boom(50); } catch (RuntimeException e) { caught"
              + " = e.getMessage() + e.getStackTrace().length; }\nvar result = caught.charAt(0);");

  static List<String> cells() {
    return CELLS;
  }

  private final DebugNotebook debugged = DebugNotebook.off();

  @AfterEach
  void close() {
    debugged.close();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void runsTheSame(String cell) {
    debugged.cell(cell).succeeds();
    var expected = debugged.cell("result").result();
    debugged.switchOn();
    debugged.cell("result").gives(expected);
    debugged.cell(cell).succeeds();
    debugged.cell("result").gives(expected);
    wantEveryLine();
    debugged.cell(cell).succeeds();
    debugged.cell("result").gives(expected);
    debugged.request("disconnect", Jsons.object());
    debugged.cell(cell).succeeds();
    debugged.cell("result").gives(expected);
  }

  private void wantEveryLine() {
    var filters = Jsons.object();
    filters.putArray("filters").add("uncaught");
    debugged.request("setExceptionBreakpoints", filters);
  }
}
