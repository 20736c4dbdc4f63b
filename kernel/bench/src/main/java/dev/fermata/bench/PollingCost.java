// SPDX-License-Identifier: Apache-2.0
package dev.fermata.bench;

import dev.fermata.kernel.shell.JavaShell;
import dev.fermata.kernel.shell.Outcome;
import dev.fermata.kernel.shell.ShellConfig;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import javax.tools.ToolProvider;

/**
 * What the interruptibility of cells costs: the same sources timed as a cell and as a plain class,
 * in turns, in one JVM. Prints a line for each: the best times in milliseconds and their quotient.
 */
public final class PollingCost {
  private static final int ROUNDS = 50;

  private static final Map<String, String> SOURCES = new LinkedHashMap<>();

  static {
    SOURCES.put(
        "int loop",
        "long s = 0; for (int i = 0; i < n * 100_000; i++) s += i ^ (s >> 3); return s;");
    SOURCES.put(
        "int sum", "int s = 0; for (int i = 0; i < n * 100_000; i++) s += i * 31; return s;");
    SOURCES.put(
        "array sum",
        "int[] a = new int[10_000]; long s = 0; for (int r = 0; r < n * 20; r++)"
            + " for (int i = 0; i < a.length; i++) s += a[i]; return s;");
    SOURCES.put(
        "array fill",
        "int[] a = new int[10_000]; for (int r = 0; r < n * 20; r++)"
            + " for (int i = 0; i < a.length; i++) a[i] += i; return a[7];");
    SOURCES.put(
        "nested loops",
        "long s = 0; for (int i = 0; i < n * 100; i++) for (int j = 0; j < 1000; j++)"
            + " s += i * (long) j; return s;");
    SOURCES.put(
        "tiny stream",
        "return java.util.stream.IntStream.range(0, n * 100_000).map(i -> i * 3).filter(i -> (i & 1)"
            + " == 0).asLongStream().sum();");
    SOURCES.put(
        "boxed stream",
        "return java.util.stream.Stream.iterate(1, i -> i + 1).limit(n * 2_000)"
            + ".map(i -> i * 3).filter(i -> i % 2 == 0).mapToLong(i -> i).sum();");
    SOURCES.put("recursion", "return fib(20 + n / 50);");
    SOURCES.put(
        "calls", "long s = 0; for (int i = 0; i < n * 100_000; i++) s += tiny(i); return s;");
    SOURCES.put(
        "strings",
        "var b = new StringBuilder(); for (int i = 0; i < n * 2_000; i++) { b.append(i % 10);"
            + " if (b.length() > 1000) b.setLength(0); } return b.length();");
    SOURCES.put(
        "hash map",
        "var m = new java.util.HashMap<Integer, Integer>(); for (int i = 0; i < n * 2_000; i++)"
            + " m.merge(i & 1023, 1, Integer::sum); return m.size();");
  }

  private PollingCost() {}

  /**
   * Runs the workloads.
   *
   * @param args what the names of those to run contain; all without
   * @throws Exception when a workload fails
   */
  public static void main(String[] args) throws Exception {
    var source = new StringBuilder("public class Work {\n");
    source.append("static long fib(int k) { return k < 2 ? k : fib(k - 1) + fib(k - 2); }\n");
    source.append("static int tiny(int i) { return i ^ 5; }\n");
    int count = 0;
    for (var body : SOURCES.values()) {
      source.append("public static long w").append(count++).append("(int n) { ");
      source.append(body).append(" }\n");
    }
    source.append("}\n");
    var plain = plain(source.toString());
    System.out.printf("%-14s %10s %10s %8s%n", "workload", "plain ms", "cell ms", "quotient");
    try (var shell = JavaShell.open(ShellConfig.bare());
        var scope = shell.begin("In [1]", null)) {
      shell.run(scope, source.toString(), 1);
      int index = 0;
      for (var name : SOURCES.keySet()) {
        if (args.length > 0 && !name.contains(args[0])) {
          index++;
          continue;
        }
        var expression = "(java.util.function.IntToLongFunction) Work::w" + index;
        var cell = ((Outcome.Value) shell.run(scope, expression, 1)).value();
        var method = plain.getMethod("w" + index, int.class);
        compare(name, n -> invoke(method, n), (IntToLongFunction) Objects.requireNonNull(cell));
        index++;
      }
    }
  }

  private static void compare(String name, IntToLongFunction plain, IntToLongFunction cell) {
    var plainTimes = new double[ROUNDS];
    var cellTimes = new double[ROUNDS];
    for (int i = 0; i < 20; i++) {
      millis(plain, 100);
      millis(cell, 100);
    }
    for (int i = 0; i < ROUNDS; i++) {
      plainTimes[i] = millis(plain, 500);
      cellTimes[i] = millis(cell, 500);
    }
    Arrays.sort(plainTimes);
    Arrays.sort(cellTimes);
    System.out.printf(
        "%-14s %10.2f %10.2f %8.2f%n",
        name, plainTimes[0], cellTimes[0], cellTimes[0] / plainTimes[0]);
  }

  private static double millis(IntToLongFunction work, int n) {
    long start = System.nanoTime();
    long result = work.applyAsLong(n);
    double millis = (System.nanoTime() - start) / 1e6;
    if (result == Long.MIN_VALUE) {
      System.out.println("never, but the JIT does not know");
    }
    return millis;
  }

  private static long invoke(java.lang.reflect.Method method, int n) {
    try {
      return (long) method.invoke(null, n);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> plain(String source) throws IOException, ClassNotFoundException {
    var folder = Files.createTempDirectory("plain");
    var file = Files.writeString(folder.resolve("Work.java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), file.toString());
    if (status != 0) {
      throw new IllegalStateException("the workloads do not compile");
    }
    var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    var work = loader.loadClass("Work");
    for (var made : List.of(file, folder.resolve("Work.class"), folder)) {
      Files.delete(made);
    }
    return work;
  }
}
