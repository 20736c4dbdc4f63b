// SPDX-License-Identifier: Apache-2.0
package dev.fermata.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints the JSON rows of WORKLOADS.md and keeps the CPU clock. */
final class Rows {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final String store;
  private long cpuStart;

  Rows(String store) {
    this.store = store;
  }

  void startCpu() {
    cpuStart = system.getProcessCpuTime();
  }

  double cpuMillis(int operations) {
    return (system.getProcessCpuTime() - cpuStart) / 1e6 / operations;
  }

  void print(String workload, List<Double> samples, String unit, String more) {
    print(workload, samples, samples.size(), unit, more);
  }

  void print(String workload, List<Double> samples, int n, String unit, String more) {
    double[] sorted = samples.stream().mapToDouble(d -> d).sorted().toArray();
    int last = sorted.length - 1;
    System.out.printf(
        Locale.ROOT,
        "{\"engine\": \"fermata\", \"store\": \"%s\", \"workload\": \"%s\", \"n\": %d,"
            + " \"median\": %.4f, \"p95\": %.4f, \"p10\": %.4f, \"unit\": \"%s\"%s}%n",
        store,
        workload,
        n,
        median(sorted),
        sorted[Math.min(last, (int) (sorted.length * 0.95))],
        sorted[(int) (sorted.length * 0.1)],
        unit,
        more);
  }

  static String cpu(double millis) {
    return String.format(Locale.ROOT, ", \"cpu_ms\": %.4f", millis);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static List<Double> slice(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).boxed().toList();
  }
}
