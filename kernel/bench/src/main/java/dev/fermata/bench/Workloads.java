// SPDX-License-Identifier: Apache-2.0
package dev.fermata.bench;

import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.thread;

import dev.fermata.bench.BenchGraphs.State;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Durability;
import dev.fermata.graph.Fermata;
import dev.fermata.graph.Interrupt;
import dev.fermata.graph.RunnableConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The workloads of WORKLOADS.md: {@code Workloads STORE WORKLOAD DIR}, where STORE is none, memory,
 * lmdb/sync, lmdb/async or lmdb/exit.
 */
final class Workloads implements AutoCloseable {
  private static final boolean QUICK = System.getenv("QUICK") != null;
  private static final int MOST_SAMPLES = 2_000_000;

  /** Runs of the workload e to warm up, and as many to measure. */
  private static final int GROWN = QUICK ? 3 : 9;

  private final Path dir;
  private final Durability durability;
  private final @Nullable Checkpointer checkpointer;
  private final BenchGraphs graphs;
  private final Rows rows;
  private int threads;

  private Workloads(String store, Path dir) {
    this.dir = dir;
    this.rows = new Rows(store);
    this.durability =
        store.startsWith("lmdb/")
            ? Durability.valueOf(store.substring(5).toUpperCase(Locale.ROOT))
            : Durability.ASYNC;
    this.checkpointer =
        switch (store) {
          case "none" -> null;
          case "memory" -> new InMemoryCheckpointer();
          default -> LmdbCheckpointer.open(dir.resolve("checkpoints.mdb"));
        };
    this.graphs = new BenchGraphs(checkpointer);
  }

  /** Runs one workload. */
  public static void main(String[] args) throws Exception {
    try (var bench = new Workloads(args[0], Path.of(args[2]))) {
      bench.run(args[1]);
    }
  }

  private void run(String workload) throws Exception {
    switch (workload) {
      case "a", "b", "c" -> linear(workload);
      case "d" -> cycle();
      case "e" -> grow(env("N", 2000));
      case "f" -> manyPaused(env("N", 1000));
      case "g" -> fanOut();
      case "h-prep" -> pause(graphs.humanInTheLoop(), "cold");
      case "h-resume" -> resumeOne(graphs.humanInTheLoop(), "cold");
      default -> throw new IllegalArgumentException("unknown workload " + workload);
    }
  }

  private void linear(String workload) {
    var graph = graphs.linear();
    sample(
        workload,
        "ms/invoke(10 nodes)",
        () -> check(graph.invoke(BenchGraphs.input(), config(next())).value().counter() == 10));
  }

  private void cycle() {
    var graph = graphs.humanInTheLoop();
    sample(
        "d",
        "ms/cycle",
        () -> {
          var id = next();
          pause(graph, id);
          resumeOne(graph, id);
        });
  }

  private void sample(String workload, String unit, Runnable one) {
    for (int i = 0; i < (QUICK ? 300 : 2000); i++) {
      one.run();
    }
    var times = new double[MOST_SAMPLES];
    int taken = 0;
    rows.startCpu();
    long end = System.nanoTime() + env("SECS", 7) * 1_000_000_000L;
    while (System.nanoTime() < end && taken < times.length) {
      times[taken++] = millis(one);
    }
    var cpu = Rows.cpu(rows.cpuMillis(taken));
    rows.print(workload, Rows.slice(times, 0, taken), unit, cpu);
  }

  /**
   * Several runs, each on a thread of its own: at every step what their windows together tell, as
   * one run alone shows the compiler at work more than the length of its list.
   */
  private void grow(int steps) throws IOException {
    for (int i = 0; i < GROWN; i++) {
      graphs.grow(steps, () -> {}, () -> true).invoke(BenchGraphs.input(), config(next()));
    }
    long bytesBefore = Files.exists(dir) ? bytes() : 0;
    var runs = new ArrayList<Grown>();
    rows.startCpu();
    for (int i = 0; i < GROWN; i++) {
      runs.add(grown(steps));
    }
    double cpuSeconds = rows.cpuMillis(1000 * GROWN);
    int reached = runs.stream().mapToInt(run -> run.times().size()).min().orElse(0) + 1;
    for (int k : new int[] {10, 100, 1000, 2000}) {
      if (k <= reached) {
        int from = Math.max(0, k - (k < 100 ? 11 : 21));
        var window = runs.stream().flatMap(run -> run.times().subList(from, k - 1).stream());
        rows.print("e@" + k, window.toList(), "ms/step", "");
      }
    }
    var cpu = String.format(Locale.ROOT, ", \"cpu_s\": %.2f", cpuSeconds);
    rows.print("e.total", runs.stream().map(Grown::seconds).toList(), reached, "s", cpu);
    if (Files.exists(dir)) {
      double each = (bytes() - bytesBefore) / (double) GROWN;
      rows.print("e.bytes", List.of(each), reached, "bytes", "");
    }
  }

  /** One run: milliseconds from each entry of the node to the next, and seconds in all. */
  private record Grown(List<Double> times, double seconds) {}

  private Grown grown(int steps) {
    var entered = new ArrayList<Long>();
    long start = System.nanoTime();
    long cap = env("CAP_S", 120) * 1_000_000_000L;
    graphs
        .grow(steps, () -> entered.add(System.nanoTime()), () -> System.nanoTime() - start < cap)
        .invoke(BenchGraphs.input(), config(next()));
    double seconds = (System.nanoTime() - start) / 1e9;
    var times = new ArrayList<Double>();
    for (int i = 1; i < entered.size(); i++) {
      times.add((entered.get(i) - entered.get(i - 1)) / 1e6);
    }
    return new Grown(times, seconds);
  }

  private void manyPaused(int count) throws IOException {
    var graph = graphs.humanInTheLoop();
    for (int i = 0; i < 200; i++) {
      pause(graph, "w" + i);
      resumeOne(graph, "w" + i);
    }
    boolean disk = Files.exists(dir);
    double before = disk ? bytes() : heap();
    var pauses = new ArrayList<Double>();
    for (int i = 0; i < count; i++) {
      var id = "t" + i;
      pauses.add(millis(() -> pause(graph, id)));
    }
    var suffix = "[" + count + "]";
    rows.print("f.pause" + suffix, pauses, "ms", "");
    double each = ((disk ? bytes() : heap()) - before) / count;
    var note = ", \"note\": \"" + (disk ? "disk" : "heap delta") + "\"";
    rows.print("f.bytes" + suffix, List.of(each), count, "bytes/thread", note);
    var lists = new ArrayList<Double>();
    for (int i = 0; i < 3; i++) {
      lists.add(millis(() -> check(paused().size() == count)));
    }
    rows.print("f.list" + suffix, lists, "ms", "");
    var ids = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(ids, new Random(7));
    var resumes = new ArrayList<Double>();
    for (int i : ids.subList(0, Math.min(200, count))) {
      resumes.add(millis(() -> resumeOne(graph, "t" + i)));
    }
    rows.print("f.resume" + suffix, resumes, "ms", "");
    if (checkpointer instanceof LmdbCheckpointer file) {
      rows.print("f.open" + suffix, opened(file), "ms", "");
    }
  }

  /** A copy of the store, opened: all that comes before its first use. */
  private List<Double> opened(LmdbCheckpointer file) {
    var copy = dir.resolve("copy.mdb");
    file.backup(copy);
    var times = new ArrayList<Double>();
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      try (var again = LmdbCheckpointer.open(copy)) {
        check(again.thread("t0").isPresent());
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return times;
  }

  private List<ThreadInfo> paused() {
    return checkpointer == null ? List.of() : checkpointer.threads(ThreadInfo.Status.PAUSED);
  }

  /** Warm medians: each of the last rounds has its own CPU figure, and the middle one counts. */
  private void fanOut() {
    var graph = graphs.fanOut();
    for (int i = 0; i < (QUICK ? 2 : 20); i++) {
      fanOutRound(graph, 50);
    }
    var rounds = new ArrayList<FanOutRound>();
    for (int i = 0; i < (QUICK ? 1 : 9); i++) {
      rounds.add(fanOutRound(graph, 50));
    }
    var pauses = rounds.stream().flatMap(round -> round.pauses().stream()).toList();
    var resumes = rounds.stream().flatMap(round -> round.resumes().stream()).toList();
    rows.print("g.pause", pauses, "ms/100 interrupts", middle(rounds, FanOutRound::pauseCpu));
    rows.print("g.resume", resumes, "ms/100 resumes by id", middle(rounds, FanOutRound::resumeCpu));
  }

  private static String middle(List<FanOutRound> rounds, ToDoubleFunction<FanOutRound> cpu) {
    return Rows.cpu(rounds.stream().mapToDouble(cpu).sorted().toArray()[rounds.size() / 2]);
  }

  /** What some pauses, and then their resumes, took: milliseconds each, and of CPU on average. */
  private record FanOutRound(
      List<Double> pauses, double pauseCpu, List<Double> resumes, double resumeCpu) {}

  private FanOutRound fanOutRound(CompiledGraph<State> graph, int runs) {
    var ids = IntStream.range(0, runs).mapToObj(i -> next()).toList();
    var asked = new ArrayList<List<Interrupt>>();
    var pauses = new ArrayList<Double>();
    rows.startCpu();
    for (var id : ids) {
      pauses.add(
          millis(() -> asked.add(graph.invoke(BenchGraphs.input(), config(id)).interrupts())));
    }
    double pauseCpu = rows.cpuMillis(runs);
    asked.forEach(questions -> check(questions.size() == 100));
    var answers = asked.stream().map(Workloads::answers).toList();
    var resumes = new ArrayList<Double>();
    rows.startCpu();
    for (int i = 0; i < runs; i++) {
      var command = Fermata.<State>resumeAll(answers.get(i));
      var config = config(ids.get(i));
      resumes.add(
          millis(() -> check(graph.invoke(command, config).value().messages().size() == 100)));
    }
    return new FanOutRound(pauses, pauseCpu, resumes, rows.cpuMillis(runs));
  }

  private static Map<String, String> answers(List<Interrupt> asked) {
    return asked.stream().collect(Collectors.toMap(Interrupt::id, question -> "a"));
  }

  private void pause(CompiledGraph<State> graph, String id) {
    check(graph.invoke(BenchGraphs.input(), config(id)).isInterrupted());
  }

  private void resumeOne(CompiledGraph<State> graph, String id) {
    var end = graph.invoke(resume("yes"), config(id)).value();
    check(end.messages().equals(List.of("yes")) && end.counter() == 2);
  }

  private RunnableConfig config(String id) {
    return thread(id).withDurability(durability).withRecursionLimit(5001);
  }

  private String next() {
    return "n" + threads++;
  }

  private static int env(String name, int otherwise) {
    var value = System.getenv(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  private static double millis(Runnable one) {
    long start = System.nanoTime();
    one.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the workload's assertion does not hold");
    }
  }

  private long bytes() throws IOException {
    try (var files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  private static double heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public void close() {
    if (checkpointer != null) {
      checkpointer.close();
    }
  }
}
