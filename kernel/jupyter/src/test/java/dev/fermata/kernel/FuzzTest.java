// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestClient.From;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated messages on every channel: the kernel is never dead, each request that is one
 * gets its own reply, and so does the next valid one. {@code -Dfermata.fuzz.messages=10000} sends
 * more, {@code -Dfermata.fuzz.seed=N} repeats a run.
 */
class FuzzTest {
  private static final int MESSAGES = Integer.getInteger("fermata.fuzz.messages", 1000);
  private static final int BETWEEN_CHECKS = 50;

  private final Logger log = Logger.getLogger("dev.fermata.kernel");
  private final long seed = Long.getLong("fermata.fuzz.seed", System.nanoTime());
  private final FuzzMessages messages = new FuzzMessages(seed);

  /** Thousands of lines about dropped messages would hide the one that matters. */
  @BeforeEach
  void quiet() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void loud() {
    log.setLevel(null);
  }

  @Test
  void noMessageKillsTheKernelOrSpoilsTheNextReply() {
    try (var notebook = TestNotebook.start();
        var stranger = notebook.stranger()) {
      notebook.kernel().session().comms().register("fuzz", (comm, open) -> {});
      notebook.cell("int alive = 41;");
      var due = new LinkedHashMap<String, String>();
      for (var sent = 1; sent <= MESSAGES; sent++) {
        var shot = messages.next(notebook.client());
        shot.reply().ifPresent(reply -> due.put(reply.getKey(), reply.getValue()));
        notebook.client().sendRaw(shot.channel(), shot.frames());
        stranger.publish(messages.noise());
        stranger.beat(messages.noise());
        if (sent % BETWEEN_CHECKS == 0) {
          check(notebook, due, sent);
          assertThat(stranger.echoOf("beat " + sent)).isEqualTo("beat " + sent);
        }
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("to be repeated with -Dfermata.fuzz.seed=" + seed, e);
    }
  }

  @Test
  void aQuestionIsAnsweredByTheNextGoodAnswerOnly() {
    try (var notebook = TestNotebook.start()) {
      for (var round = 0; round < 5; round++) {
        var word = "word " + round;
        notebook
            .cell(
                "input(\"?\")",
                prompt -> {
                  badAnswers(notebook.client());
                  return word;
                })
            .gives(word);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("to be repeated with -Dfermata.fuzz.seed=" + seed, e);
    }
  }

  private void badAnswers(TestClient client) {
    client.send(From.STDIN, "input_reply", Jsons.object());
    client.send(From.STDIN, "input_reply", Jsons.object().put("value", 7));
    client.send(From.STDIN, "input_reply", Jsons.object().putNull("value"));
    client.send(From.STDIN, "input_request", Jsons.object().put("value", "wrong type"));
    var unsigned = client.frames("input_reply", Jsons.object().put("value", "forged"));
    unsigned.set(1, "00".getBytes(UTF_8));
    client.sendRaw(From.STDIN, unsigned);
    for (var i = 0; i < 20; i++) {
      client.sendRaw(From.STDIN, messages.noise());
    }
  }

  private static void check(TestNotebook notebook, Map<String, String> due, int sent) {
    var description = "after " + sent + " messages";
    assertThat(answer(notebook, sent).result())
        .as(description)
        .isEqualTo(String.valueOf(41 + sent));
    due.forEach(
        (id, type) ->
            assertThat(notebook.client().reply(id).type()).as(description).isEqualTo(type));
    assertThat(notebook.client().has(r -> r.from() != From.IOPUB && due.containsKey(r.parent())))
        .as("a second reply " + description)
        .isFalse();
    due.clear();
    for (var channel : List.of(From.SHELL, From.CONTROL)) {
      var info = notebook.ask(channel, "kernel_info_request", Jsons.object());
      assertThat(info.path("protocol_version").asText()).as(description).isEqualTo("5.4");
    }
    notebook.client().forget();
  }

  /** A cell may be dropped or stopped by what was sent before; one after that is not. */
  private static TestCell answer(TestNotebook notebook, int sent) {
    var cell = notebook.cell("alive + " + sent);
    for (var tries = 0; tries < BETWEEN_CHECKS && wasStopped(cell); tries++) {
      cell = notebook.cell("alive + " + sent);
    }
    return cell;
  }

  private static boolean wasStopped(TestCell cell) {
    return cell.reply().path("status").asText().equals("aborted")
        || cell.reply().path("ename").asText().equals("Interrupted");
  }
}
