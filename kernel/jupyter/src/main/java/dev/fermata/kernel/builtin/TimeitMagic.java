// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code %timeit}: how long some Java takes when it runs often. */
final class TimeitMagic implements Magic {
  private static final long ENOUGH_NANOS = 100_000_000;
  private static final String DEFAULT_RUNS = "7";

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "timeit",
        "runs Java many times and says how long one takes",
        MagicSpec.Kind.LINE_AND_CELL,
        List.of(
            Option.value("--runs", "N", "how many measurements (default 7)"),
            Option.value("--loops", "N", "how often in each (default: until it takes 0.1 s)")),
        List.of(),
        "JAVA",
        "An expression's value is used, so that the compiler cannot leave it out.\n"
            + "Example: %timeit Math.sqrt(2)");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    var source = call.body() == null ? call.rest() : call.body().strip();
    if (source.isBlank()) {
      throw new MagicException("missing-argument", "%timeit needs some Java to run");
    }
    var work = new Measured(compile(source, call.notebook()));
    var loops =
        call.option("--loops").isPresent() ? number(call, "--loops", "1") : work.enoughLoops();
    var perLoop = new double[number(call, "--runs", DEFAULT_RUNS)];
    for (var i = 0; i < perLoop.length; i++) {
      perLoop[i] = (double) work.nanos(loops) / loops;
    }
    System.out.println(summary(perLoop, loops));
    return null;
  }

  private static int number(MagicCall call, String option, String otherwise) {
    var text = call.option(option).orElse(otherwise);
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new MagicException(
          "bad-number", option + " is \"" + text + "\"; it must be a whole number from 1");
    }
    return Integer.parseInt(text);
  }

  /** As an expression, so that its value is used; else as statements. */
  private static Callable<?> compile(String source, Notebook notebook) throws Exception {
    var statement = source.endsWith(";") || source.contains("\n");
    try {
      return lambda(statement ? block(source) : "() -> " + source, notebook);
    } catch (MagicException e) {
      if (statement || !e.code().equals("compile-error")) {
        throw e;
      }
      return lambda(block(source + ";"), notebook);
    }
  }

  private static String block(String statements) {
    return "() -> { if (true) { " + statements + "\n } return null; }";
  }

  private static Callable<?> lambda(String source, Notebook notebook) throws Exception {
    var compiled = notebook.eval("(java.util.concurrent.Callable<Object>) (" + source + ")");
    if (compiled instanceof Callable<?> callable) {
      return callable;
    }
    throw new IllegalStateException("not a Callable: " + compiled);
  }

  private static String summary(double[] perLoop, int loops) {
    var mean = Arrays.stream(perLoop).average().orElse(0);
    var variance = Arrays.stream(perLoop).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    return String.format(
        Locale.ROOT,
        "%s ± %s per loop (mean ± std. dev. of %d runs, %,d loops each; best %s)",
        Durations.text(mean),
        Durations.text(Math.sqrt(variance)),
        perLoop.length,
        loops,
        Durations.text(Arrays.stream(perLoop).min().orElse(0)));
  }

  /** Work that leaves its value where the JVM must put it. */
  private static final class Measured {
    private final Callable<?> work;
    private volatile @Nullable Object value;

    Measured(Callable<?> work) {
      this.work = work;
    }

    long nanos(int loops) throws Exception {
      var start = System.nanoTime();
      for (var i = 0; i < loops; i++) {
        value = work.call();
        if (Thread.interrupted()) {
          throw new InterruptedException(loops + " loops were to run, " + i + " had; " + value);
        }
      }
      return System.nanoTime() - start;
    }

    int enoughLoops() throws Exception {
      var loops = 1;
      while (nanos(loops) < ENOUGH_NANOS && loops < 1_000_000_000) {
        loops *= 10;
      }
      return loops;
    }
  }
}
