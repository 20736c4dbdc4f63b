// SPDX-License-Identifier: Apache-2.0
package dev.fermata.bench;

import dev.fermata.kernel.shell.JavaShell;
import dev.fermata.kernel.shell.Outcome;
import dev.fermata.kernel.shell.ShellConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a small cell takes after many others, without the wire: the curve must be flat. Prints
 * the median and the 90th percentile of every tenth of the run, in milliseconds. To be run with
 * {@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED}, which the kernel's jar has in its
 * manifest.
 */
public final class WarmLatency {
  private static final int PARTS = 10;

  private WarmLatency() {}

  /**
   * Runs one cell again and again.
   *
   * @param args the number of cells (2,000), and their source ({@code 1+1}); {@code #} in it is the
   *     cell's number
   */
  public static void main(String[] args) {
    int cells = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
    var source = args.length > 1 ? args[1] : "1+1";
    try (var shell =
        JavaShell.open(ShellConfig.bare().withImports(List.of("import java.util.*;")))) {
      System.out.printf("%-16s %8s %8s%n", "cells", "median", "p90");
      for (int part = 0; part < PARTS; part++) {
        int from = part * cells / PARTS;
        int to = (part + 1) * cells / PARTS;
        var times = new ArrayList<Double>();
        for (int i = from; i < to; i++) {
          times.add(millis(shell, i, source.replace("#", Integer.toString(i))));
        }
        Collections.sort(times);
        System.out.printf(
            "%-16s %8.2f %8.2f%n",
            from + ".." + to, times.get(times.size() / 2), times.get(times.size() * 9 / 10));
      }
    }
  }

  private static double millis(JavaShell shell, int number, String source) {
    long start = System.nanoTime();
    try (var scope = shell.begin("In [" + number + "]", null)) {
      if (shell.run(scope, source, 1) instanceof Outcome.Failed failed) {
        throw new IllegalStateException(String.join("\n", failed.error().traceback()));
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
