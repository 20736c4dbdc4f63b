// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestClient.From;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is answered while a cell runs, and how a cell is stopped. */
class ChannelsTest {
  private static final String WAIT =
      "var wait = new java.util.concurrent.CountDownLatch(1); System.out.println(\"here\");"
          + " wait.await();";

  private final TestNotebook notebook = TestNotebook.start();
  private final TestClient client = notebook.client();

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void answersEverythingElseWhileACellRuns() {
    var cell = startWaitingCell();
    notebook.ask("kernel_info_request", Jsons.object());
    notebook.ask(From.CONTROL, "kernel_info_request", Jsons.object());
    notebook.ask("comm_info_request", Jsons.object());
    notebook.ask("history_request", Jsons.object().put("hist_access_type", "tail").put("n", 1));
    notebook.ask("is_complete_request", Jsons.object().put("code", "1"));
    assertThat(client.has(r -> r.answers(cell) && r.from() == From.SHELL)).isFalse();
    interrupt();
    notebook.finish(cell).failsWith("Interrupted");
  }

  @Test
  void interruptStopsABlockedCellAndKeepsVariables() {
    notebook.cell("int keep = 42;").givesNothing();
    var cell = startWaitingCell();
    interrupt();
    notebook.finish(cell).failsWith("Interrupted");
    notebook.cell("keep").gives("42");
  }

  @Test
  void interruptStopsALoop() {
    var cell = notebook.send("System.out.println(\"here\"); while (true) { }", true);
    awaitHere(cell);
    interrupt();
    notebook.finish(cell).failsWith("Interrupted");
    notebook.cell("1").gives("1");
  }

  @Test
  void interruptWhenNothingRunsIsHarmless() {
    interrupt();
    notebook.cell("1 + 1").gives("2");
  }

  @Test
  void inputWorksAgainAfterAnInterruptDuringInput() {
    var read = "new java.util.Scanner(System.in).nextLine()";
    var cell = notebook.send(read, true);
    client.await(r -> r.from() == From.STDIN && r.answers(cell));
    interrupt();
    notebook.finish(cell).failsWith("Interrupted");
    notebook.cell(read, prompt -> "typed").gives("typed");
  }

  @Test
  void aCellThatAsksNobodyFailsInsteadOfWaiting() {
    var cell = notebook.batchCell("new java.util.Scanner(System.in).nextLine()");
    assertThat(cell.errorText()).contains("does not allow stdin");
  }

  @Test
  void aFailedCellDropsTheCellsThatWaitBehindIt() {
    var cell = startWaitingCell();
    var first = notebook.send("1", true);
    var second = notebook.send("2", true);
    notebook.ask("kernel_info_request", Jsons.object()); // so the two have arrived
    interrupt();
    notebook.finish(cell).failsWith("Interrupted");
    assertThat(notebook.finish(first).reply().path("status").asText()).isEqualTo("aborted");
    assertThat(notebook.finish(second).reply().path("status").asText()).isEqualTo("aborted");
    notebook.cell("3").gives("3");
  }

  @Test
  void aFailedCellDropsNothingWhenAskedNotTo() {
    var cell = startWaitingCell(false);
    var behind = notebook.send("1 + 1", true);
    interrupt();
    notebook.finish(cell).failsWith("Interrupted");
    notebook.finish(behind).gives("2");
  }

  @Test
  void aDebuggerThatIsOffAnswersThatItIs() {
    var content = Jsons.object().put("type", "request").put("seq", 7).put("command", "debugInfo");
    var reply = notebook.ask(From.CONTROL, "debug_request", content);
    assertThat(reply.path("success").asBoolean()).isTrue();
    assertThat(reply.path("body").path("isStarted").asBoolean(true)).isFalse();
    assertThat(reply.path("request_seq").asInt()).isEqualTo(7);
  }

  @Test
  void shutdownIsAnsweredWhileACellRuns() throws InterruptedException {
    startWaitingCell();
    var reply = notebook.ask(From.CONTROL, "shutdown_request", Jsons.object().put("restart", true));
    assertThat(reply.path("restart").asBoolean()).isTrue();
    assertThat(reply.path("status").asText()).isEqualTo("ok");
    notebook.kernel().awaitShutdown();
  }

  private String startWaitingCell() {
    return startWaitingCell(true);
  }

  private String startWaitingCell(boolean stopOnError) {
    var cell = notebook.send(Jsons.object().put("code", WAIT).put("stop_on_error", stopOnError));
    awaitHere(cell);
    return cell;
  }

  private void awaitHere(String cell) {
    client.await(
        r -> r.answers(cell) && r.message().content().path("text").asText().equals("here\n"));
  }

  private void interrupt() {
    var reply = notebook.ask(From.CONTROL, "interrupt_request", Jsons.object());
    assertThat(reply.path("status").asText()).isEqualTo("ok");
  }
}
