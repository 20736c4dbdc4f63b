// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private Cells cells;

  @BeforeEach
  void open() {
    cells =
        new Cells(
            ShellConfig.bare()
                .withImports(
                    List.of(
                        "import java.util.concurrent.*;", "import java.util.function.Supplier;")));
    cells.shell.bind("report", "Runnable", (Runnable) this::report);
    cells.shell.bind("gate", "CountDownLatch", new java.util.concurrent.CountDownLatch(1));
  }

  @AfterEach
  void close() {
    cells.close();
  }

  private void report() {
    seen.add(CellScope.current().map(CellScope::id).orElse("none"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report.run();",
        "new Thread(() -> report.run()).start();",
        "new Thread(() -> new Thread(() -> report.run()).start()).start();",
        "Executors.newCachedThreadPool().submit(() -> report.run());",
        "CompletableFuture.runAsync(() -> report.run());",
      })
  void codeOnAnyThreadBelongsToItsCell(String source) throws Exception {
    try (var scope = cells.shell.begin("In [here]", null)) {
      cells.shell.run(scope, source, 1);
    }
    assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("In [here]");
  }

  @Test
  void aCellIsForgottenWithTheLastOfItsThreads() throws Exception {
    cells.ok("void awaitGate() { try { gate.await(); } catch (InterruptedException e) { } }");
    var plain = attachmentOf("1 + 1");
    var lingering = attachmentOf("new Thread(() -> { awaitGate(); report.run(); }).start();");
    awaitCollectionOf(plain);
    assertThat(lingering.get()).isNotNull();
    cells.ok("gate.countDown();");
    assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("In [here]");
    awaitCollectionOf(lingering);
  }

  private WeakReference<Object> attachmentOf(String source) {
    var attachment = new Object();
    try (var scope = cells.shell.begin("In [here]", attachment)) {
      cells.shell.run(scope, source, 1);
    }
    return new WeakReference<>(attachment);
  }

  private void awaitCollectionOf(WeakReference<Object> attachment) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (attachment.get() != null) {
      assertThat(System.nanoTime()).as("still held").isLessThan(end);
      cells.ok("int another = 1;"); // what ended is looked for when a cell ends
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void aVariableIsBoundWhileACellRuns() throws Exception {
    var cell = cells.start("report.run(); gate.await(); 1");
    assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("In [1]");
    CompletableFuture.runAsync(() -> cells.shell.bind("late", "Integer", 7))
        .get(20, TimeUnit.SECONDS);
    assertThat(cells.value("gate.countDown(); late")).isEqualTo(7);
    assertThat(cell.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Value.class);
  }

  @Test
  void aThreadBelongsToItsCellAlsoAfterTheCellHasEnded() throws Exception {
    try (var scope = cells.shell.begin("In [first]", null)) {
      var source =
          "new Thread(() -> { try { gate.await(); } catch (Exception e) { } report.run(); }).start();";
      assertThat(cells.shell.run(scope, source, 1)).isInstanceOf(Outcome.None.class);
    }
    try (var scope = cells.shell.begin("In [second]", null)) {
      cells.shell.run(scope, "gate.countDown();", 1);
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("In [first]");
    }
  }

  @Test
  void otherThreadsBelongToNoCell() {
    assertThat(CellScope.current()).isEmpty();
  }

  @Test
  void completionAnswersWhileACellRuns() throws Exception {
    var running = cells.start("gate.await();");
    Supplier<CompletionResult> completing = () -> cells.shell.complete("\"x\".subs", 8);
    assertThat(completing.get().matches()).isNotEmpty();
    cells.shell.interrupt();
    Cells.error(running.get(20, TimeUnit.SECONDS));
  }
}
