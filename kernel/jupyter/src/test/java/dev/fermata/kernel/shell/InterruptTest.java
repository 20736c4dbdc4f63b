// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an interrupt stops. */
class InterruptTest {
  private Cells cells;

  @BeforeEach
  void open() {
    cells =
        new Cells(
            ShellConfig.bare()
                .withImports(
                    List.of(
                        "import java.util.*;",
                        "import java.util.concurrent.*;",
                        "import java.util.stream.*;")));
    cells.shell.bind("started", "BlockingQueue<String>", new LinkedBlockingQueue<String>());
    cells.ok("var earlier = Executors.newSingleThreadExecutor();");
    cells.ok("int kept = 42;\nlong fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }");
    cells.ok("int tiny(int i) { return i ^ 5; }");
    cells.ok(
        "class Tiny { static int same(int i) { return i; } static Integer one() { return 1; } }");
    cells.ok(
        """
        void ping(int n) { try { pong(n + 1); } catch (StackOverflowError e) { pong(0); } }
        void pong(int n) { if (n >= 0) ping(n + 1); }
        """);
  }

  @AfterEach
  void close() {
    cells.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { }",
        "for (;;);",
        "long n = 0; do { n++; } while (n >= 0);",
        "int[] data = new int[1000]; while (true) for (int i = 0; i < 1000; i++) data[i] += i;",
        "Thread.sleep(600_000);",
        "synchronized (started) { started.wait(); }",
        "new SynchronousQueue<String>().take();",
        "while (true) { try { while (true) { } } catch (Throwable t) { } }",
        "while (true) { try { Thread.sleep(10); } catch (Throwable t) { } }",
        "IntStream.iterate(1, i -> i + 1).filter(i -> i == 0).findFirst();",
        "IntStream.range(0, Integer.MAX_VALUE).mapToLong(i -> fib(20) + i).sum();",
        "IntStream.range(0, 1 << 30).parallel().mapToLong(i -> fib(20) + i).sum();",
        "fib(80);",
        "ping(0);",
        "while (true) tiny(1);",
        "IntStream.iterate(1, Tiny::same).sum();",
        "IntStream.iterate(1, i -> tiny(i)).sum();",
        "Stream.generate(Tiny::one).mapToInt(Integer::intValue).max();",
        "CompletableFuture.runAsync(() -> { while (true) { } }).join();",
        "CompletableFuture.runAsync(() -> { while (true) { } }).get();",
        "earlier.submit(() -> { while (true) { } }).get();",
        "earlier.submit(() -> { Thread.sleep(600_000); return 1; }).get();",
        "var pool = Executors.newFixedThreadPool(2); pool.submit(() -> { for (;;); }).get();",
        "var t = new Thread(() -> { for (;;); }); t.start(); t.join();",
        "switch (1) { default: while (true) { switch (kept) { case 1: break; default: continue; } } }",
        "class Busy { void go() { while (true) { } } } new Busy().go();",
        "Runnable r = new Runnable() { public void run() { for (;;); } }; r.run();",
      })
  void stops(String source) throws Exception {
    stopsBusy(source);
    assertThat(threadsInCells()).isEmpty();
  }

  private void stopsBusy(String source) throws Exception {
    var outcome = cells.start("{ started.add(\"\");\n" + source + "\n}");
    awaitStart();
    TimeUnit.MILLISECONDS.sleep(50); // for the JIT to compile the loop
    assertThat(cells.shell.interrupt()).isInstanceOf(Interruption.Stopped.class);
    assertThat(Cells.error(outcome.get(20, TimeUnit.SECONDS)).kind())
        .isEqualTo(CellError.Kind.INTERRUPTED);
    assertThat(cells.value("kept")).isEqualTo(42);
    assertThat(cells.value("fib(10)")).isEqualTo(55L);
  }

  @Test
  void stopsWhatTheJitHasCompiledLongAgo() throws Exception {
    cells.ok("long spin(long n) { long s = 0; for (long i = 0; i < n; i++) s += i; return s; }");
    cells.ok("for (int i = 0; i < 300; i++) spin(1_000_000);");
    stops("spin(Long.MAX_VALUE);");
    stops("IntStream.range(0, 2_000_000).map(i -> i * 2).sum(); spin(Long.MAX_VALUE);");
  }

  @Test
  void stopsTheThreadsACellLeftBusyWithTheCell() throws Exception {
    stops("for (int i = 0; i < 3; i++) new Thread(() -> { for (;;); }).start(); for (;;);");
  }

  @Test
  void stopsRecursionThatFillsTheStackHoweverOften() throws Exception {
    for (int i = 0; i < 5; i++) {
      stops("ping(0);");
    }
  }

  @Test
  void isNotLostWhileTheCompilerWorks() throws Exception {
    var source = "started.add(\"\");\n" + "int x = 1;\n".repeat(30) + "while (true) { }";
    var outcome = cells.start(source);
    awaitStart();
    cells.shell.interrupt();
    assertThat(Cells.error(outcome.get(20, TimeUnit.SECONDS)).kind())
        .isEqualTo(CellError.Kind.INTERRUPTED);
  }

  @Test
  void leavesOtherThreadsAlone() throws Exception {
    cells.ok(
        """
        var count = new java.util.concurrent.atomic.AtomicLong();
        var other = new Thread(() -> { while (count.get() >= 0) count.incrementAndGet(); });
        other.start();
        """);
    stopsBusy("while (true) { }");
    cells.ok("long before = count.get();\nwhile (count.get() == before) Thread.onSpinWait();");
    assertThat(cells.value("other.isAlive()")).isEqualTo(true);
    cells.ok("count.set(Long.MIN_VALUE); other.join();");
  }

  @Test
  void saysWhenNothingRuns() {
    assertThat(cells.shell.interrupt()).isEqualTo(new Interruption.NothingRunning());
    assertThat(cells.value("kept")).isEqualTo(42);
  }

  @Test
  void saysWhatCannotBeStoppedAndGoesOnWithoutIt() throws Exception {
    cells.shell.bind("gateHolder", "Runnable", (Runnable) InterruptTest::blockForGood);
    var outcome = cells.start("{ started.add(\"\"); gateHolder.run(); }");
    awaitStart();
    assertThat(cells.shell.interrupt())
        .isInstanceOfSatisfying(
            Interruption.CannotBeStopped.class,
            left -> assertThat(left.threads()).singleElement().asString().contains("cell In ["));
    var error = Cells.error(outcome.get(20, TimeUnit.SECONDS));
    assertThat(error.kind()).isEqualTo(CellError.Kind.INTERRUPTED);
    assertThat(error.evalue()).contains("cannot be stopped").contains("Restart the kernel");
    assertThat(cells.value("kept")).isEqualTo(42);
    stopsBusy("while (true) { }");
    LIBRARY_GATE.add("go");
  }

  private static final BlockingQueue<String> LIBRARY_GATE = new LinkedBlockingQueue<>();

  /** Library code that knows no poll and swallows interrupts. */
  private static void blockForGood() {
    String opened = null;
    while (opened == null) {
      try {
        opened = LIBRARY_GATE.take();
      } catch (InterruptedException swallowed) {
        // as code that nobody can stop does
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void awaitStart() throws InterruptedException, ExecutionException, TimeoutException {
    var started = (BlockingQueue<String>) cells.shell.variable("started").orElseThrow().value();
    assertThat(started.poll(30, TimeUnit.SECONDS)).isNotNull();
  }

  private static List<Thread> threadsInCells() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(e -> Arrays.stream(e.getValue()).anyMatch(Places::isCell))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }
}
