// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestClient.From;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

/**
 * A long day in one session: definitions, definitions anew, errors, output, interrupts. What it
 * leaves behind is counted, not timed; the curve of the times is printed. {@code
 * -Dfermata.soak.cells=20000} makes the day longer.
 */
class SoakTest {
  private static final int CELLS = Integer.getInteger("fermata.soak.cells", 600);
  private static final int CHECKPOINTS = 20;

  /** When all is warm; what comes later is compared with it. */
  private static final int FIRST_CHECKPOINT = 200;

  /** The source of a cell, its line in the history and what stack traces need to find its lines. */
  private static final int BYTES_PER_CELL = 3_000;

  private static final long SLACK_BYTES = 32L << 20;
  private static final String ENDLESS = "while (true) { }";

  /** The build's: the kernel takes {@code System.out} for its cells. */
  private final PrintStream out = System.out;

  /** What stands after a number of cells. */
  private record Count(int threads, long snippets, long classes, long heap) {}

  @Test
  void aLongSessionLeavesNothingBehindButWhatItsCellsDeclare() throws Exception {
    try (var notebook = TestNotebook.start(Map.of("FERMATA_HISTORY", "off"))) {
      var begin = count(notebook, 0, CELLS / 4);
      var end = count(notebook, CELLS / 4, CELLS);
      int cells = CELLS - CELLS / 4;
      assertThat(end.threads()).isLessThanOrEqualTo(begin.threads() + 1);
      assertThat(end.snippets()).isLessThanOrEqualTo(begin.snippets() + 20);
      // what declares something stays, also when it is declared anew
      assertThat(end.classes() - begin.classes()).isLessThanOrEqualTo(cells);
      assertThat(end.heap() - begin.heap())
          .isLessThanOrEqualTo(SLACK_BYTES + (long) BYTES_PER_CELL * cells);
    }
  }

  private Count count(TestNotebook notebook, int from, int to) throws Exception {
    for (var i = from; i < to; i++) {
      run(notebook, i);
      if (i == FIRST_CHECKPOINT || i % Math.max(1, CELLS / CHECKPOINTS) == 0) {
        report(notebook, i);
      }
    }
    notebook.cell("0").gives("0"); // whatever ended with the cell before has ended
    var heap = heapAfterCollection(); // first: classes that nothing is left of go with it
    return new Count(
        ManagementFactory.getThreadMXBean().getThreadCount(),
        shell(notebook).snippets().count(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        heap);
  }

  private static void run(TestNotebook notebook, int i) {
    switch (i % 12) {
      case 0 -> notebook.cell("int total = " + i + ";").succeeds();
      case 1 ->
          notebook.cell("int twice(int x) { return x * 2 + " + i + " - " + i + "; }").succeeds();
      case 2 -> notebook.cell("twice(total)").gives(String.valueOf(2 * (i - 2)));
      case 3 ->
          notebook
              .cell("throw new IllegalStateException(\"" + i + "\");")
              .failsWith("java.lang.IllegalStateException");
      case 4 -> notebook.cell("int wrong = \"" + i + "\";").failsWith("CompilationError");
      case 5 -> notebook.cell("for (int n = 0; n < 50; n++) System.out.println(n);").succeeds();
      case 6 ->
          notebook
              .cell("record Point(int x, int y" + i % 3 + ") {}\nnew Point(1, 2).x()")
              .gives("1");
      case 7 -> notebook.cell("var names = new ArrayList<>(List.of(\"a\", \"b\"));").succeeds();
      case 8 ->
          notebook
              .cell("names.stream().map(n -> n + " + i + ").toList()")
              .gives("[a" + i + ", b" + i + "]");
      case 9 ->
          notebook
              .cell("var t = new Thread(() -> System.out.println(1)); t.start(); t.join();")
              .succeeds();
      case 10 -> interrupted(notebook, i);
      default -> notebook.cell("1 + 1").gives("2");
    }
  }

  /** One in five: each takes the tenth of a second for which the flag stays up. */
  private static void interrupted(TestNotebook notebook, int i) {
    if (i % 5 != 0) {
      notebook.cell("twice(1)").gives("2");
      return;
    }
    var id = notebook.send(ENDLESS, true);
    notebook.client().await(r -> r.answers(id) && r.message().type().equals("execute_input"));
    notebook.ask(From.CONTROL, "interrupt_request", Jsons.object());
    notebook.finish(id).failsWith("Interrupted");
  }

  private void report(TestNotebook notebook, int i) throws IOException {
    var millis = new double[9];
    for (var n = 0; n < millis.length; n++) {
      var start = System.nanoTime();
      notebook.cell("1 + 1").gives("2");
      millis[n] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    out.printf(
        "soak: cell %d: 1 + 1 takes %.1f ms; %d threads, %d classes, %d MB of heap, %s%n",
        i,
        millis[millis.length / 2],
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        heapAfterCollection() >> 20,
        resident());
  }

  /** What the process holds of the machine's memory, where the system says so. */
  private static String resident() throws IOException {
    var status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .findFirst()
            .orElse("")
            .replaceAll("\\s+", " ")
        : "";
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static JShell shell(TestNotebook notebook) throws ReflectiveOperationException {
    var java = notebook.kernel().session().shell();
    var field = java.getClass().getDeclaredField("shell");
    field.setAccessible(true);
    return (JShell) field.get(java);
  }
}
