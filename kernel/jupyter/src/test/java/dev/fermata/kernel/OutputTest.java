// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fermata.kernel.TestClient.From;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {
  @Test
  void manyLinesArriveInFewMessagesBeforeTheReply() {
    try (var notebook = TestNotebook.start()) {
      var cell =
          notebook.cell("for (int i = 0; i < 10_000; i++) System.out.println(\"line \" + i);");
      assertThat(cell.stream("stdout").lines()).hasSize(10_000).endsWith("line 9999");
      assertThat(cell.all("stream")).hasSizeLessThan(200);
    }
  }

  @Test
  void stdoutAndStderrKeepTheirOrder() {
    try (var notebook = TestNotebook.start()) {
      var cell =
          notebook.cell(
              """
              System.out.print("a"); System.err.print("b"); System.out.print("c");
              System.err.print("d");
              """);
      assertThat(cell.all("stream"))
          .extracting(content -> content.path("text").asText())
          .containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void displaysComeAfterWhatWasPrintedBefore() {
    try (var notebook = TestNotebook.start()) {
      var cell = notebook.cell("System.out.println(1); display(2); System.out.println(3);");
      assertThat(cell.types())
          .containsExactly("status", "execute_input", "stream", "display_data", "stream", "status");
    }
  }

  @Test
  void aThreadThatOutlivesItsCellPrintsIntoItsOwnCell() {
    try (var notebook = TestNotebook.start()) {
      var id =
          notebook.send(
              """
              var go = new java.util.concurrent.CountDownLatch(1);
              new Thread(() -> {
                try { go.await(); } catch (InterruptedException e) { }
                System.out.println("late");
              }).start();
              """,
              true);
      notebook.finish(id).succeeds();
      notebook.cell("go.countDown();").prints("");
      var late = notebook.client().await(r -> r.message().type().equals("stream"));
      assertThat(late.answers(id)).isTrue();
      assertThat(late.message().content().path("text").asText()).isEqualTo("late\n");
    }
  }

  @Test
  void tracesThatCellsPrintNameTheirLines() {
    try (var notebook = TestNotebook.start()) {
      notebook.cell("int parse(String text) {\n  return Integer.parseInt(text);\n}");
      var cell =
          notebook.cell(
              """
              class Failure extends RuntimeException {
                Failure(Throwable cause) { super("it failed", cause); }
              }

              try {
                parse("x");
              } catch (NumberFormatException e) {
                new Failure(e).printStackTrace();
              }""");
      assertThat(cell.stream("stderr"))
          .startsWith("Failure: it failed\n\tat In [2], line 8\nCaused by: java.lang.NumberFormat")
          .contains("\tat java.base/java.lang.Integer.parseInt(")
          .endsWith("\tat parse (In [1], line 2)\n\tat In [2], line 6\n")
          .doesNotContain("REPL", "dev.fermata", " more\n", "reflect");
    }
  }

  @Test
  void uncaughtExceptionsOfVirtualThreadsNameTheLinesOfTheirCells() {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
    try (var notebook = TestNotebook.start()) {
      var cell =
          notebook.cell(
              """
              Runnable work = () -> {
                throw new IllegalStateException("on its own");
              };
              var thread = Thread.startVirtualThread(work);
              thread.join();""");
      assertThat(cell.stream("stderr"))
          .contains("java.lang.IllegalStateException: on its own\n\tat lambda (In [1], line 2)\n")
          .doesNotContain("REPL", "VirtualThread.run");
    }
  }

  @Test
  void whatOnlyLooksLikeAFrameIsPrintedAsItIs() {
    try (var notebook = TestNotebook.start()) {
      notebook
          .cell("System.out.println(\"\\tat REPL.$JShell$1.f($JShell$1.java:1)\");")
          .prints("\tat REPL.$JShell$1.f($JShell$1.java:1)\n");
    }
  }

  @Test
  void aFloodIsCutWithANotice() {
    try (var notebook = TestNotebook.start(Map.of("FERMATA_OUTPUT_LIMIT", "1"))) {
      var cell =
          notebook.cell("for (int i = 0; i < 300; i++) System.out.println(\"x\".repeat(10_000));");
      assertThat(cell.stream("stdout").length()).isBetween(1 << 20, (1 << 20) + 20_000);
      assertThat(cell.stream("stderr")).contains("more than 1 MiB", "FERMATA_OUTPUT_LIMIT");
      notebook.cell("System.out.print(\"next\");").prints("next");
    }
  }

  @Test
  void charactersAreNotTornApartByBatches() {
    try (var notebook = TestNotebook.start()) {
      var cell = notebook.cell("System.out.print(\"a\" + \"😀日é\".repeat(5_000));");
      assertThat(cell.stream("stdout")).isEqualTo("a" + "😀日é".repeat(5_000));
    }
  }

  @Test
  void aDisplayCanBeUpdatedFromALaterCell() {
    try (var notebook = TestNotebook.start()) {
      var shown = notebook.cell("String id = display(\"one\");").displays().get(0);
      var updated = notebook.cell("updateDisplay(id, \"two\");").displays().get(0);
      assertThat(updated.path("transient")).isEqualTo(shown.path("transient"));
      assertThat(updated.path("data").path("text/plain").asText()).isEqualTo("two");
    }
  }

  @Test
  void textOfAMimeTypeIsShownWithItsPlainText() {
    try (var notebook = TestNotebook.start()) {
      var data =
          notebook.cell("display(\"<b>hi</b>\", \"text/html\");").displays().get(0).path("data");
      assertThat(data.path("text/html").asText()).isEqualTo("<b>hi</b>");
      assertThat(data.path("text/plain").asText()).isEqualTo("<b>hi</b>");
    }
  }

  @Test
  void earlierResultsStayInReach() {
    try (var notebook = TestNotebook.start()) {
      notebook.cell("6 * 7").gives("42");
      notebook.cell("last()").gives("42");
      notebook.cell("out(1)").gives("42");
    }
  }

  @Test
  void aCellWithoutAPersonCanStillPrint() {
    try (var notebook = TestNotebook.start()) {
      notebook.batchCell("System.out.print(1)").prints("1");
      assertThat(notebook.client().has(r -> r.from() == From.STDIN)).isFalse();
    }
  }

  @Test
  void anExceptionThatEndsAThreadPointsIntoTheCell() {
    try (var notebook = TestNotebook.start()) {
      var cell =
          notebook.cell(
              """
              var thread = new Thread(() -> {
                throw new IllegalStateException("in thread");
              }, "mine");
              thread.start();
              thread.join();
              """);
      assertThat(cell.stream("stderr"))
          .startsWith("Exception in thread \"mine\" java.lang.IllegalStateException: in thread\n")
          .contains("at lambda (In [1], line 2)")
          .doesNotContain("JShell");
    }
  }

  @Test
  void aFloodArrivesInFewMessages() {
    try (var notebook = TestNotebook.start()) {
      var cell =
          notebook.cell("for (int i = 0; i < 100_000; i++) System.out.println(\"x\".repeat(99));");
      assertThat(cell.stream("stdout")).hasSize(10_000_000);
      assertThat(cell.all("stream")).hasSizeLessThan(400);
    }
  }
}
