// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.TestClient.From;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated messages on every channel: the kernel is never dead, and the next valid
 * message gets the right reply. {@code -Dfermata.fuzz.messages=10000} sends more, {@code
 * -Dfermata.fuzz.seed=N} repeats a run.
 */
class FuzzTest {
  private static final int MESSAGES = Integer.getInteger("fermata.fuzz.messages", 1000);
  private static final int BETWEEN_CHECKS = 50;
  private static final List<From> CHANNELS = List.of(From.SHELL, From.CONTROL, From.STDIN);
  private static final List<String> TYPES =
      List.of(
          "execute_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "kernel_info_request",
          "comm_info_request",
          "comm_open",
          "comm_msg",
          "comm_close",
          "interrupt_request",
          "debug_request",
          "create_subshell_request",
          "delete_subshell_request",
          "list_subshell_request",
          "input_reply",
          "no_such_request");
  private static final List<String> FIELDS =
      List.of(
          "code",
          "cursor_pos",
          "detail_level",
          "silent",
          "store_history",
          "user_expressions",
          "allow_stdin",
          "stop_on_error",
          "hist_access_type",
          "pattern",
          "n",
          "session",
          "start",
          "stop",
          "comm_id",
          "target_name",
          "data",
          "value",
          "subshell_id");
  private static final List<String> TEXTS =
      List.of(
          "",
          "1 + 1",
          "%",
          "%%",
          "%help",
          "\"",
          "/*",
          "😀.",
          "x".repeat(5000),
          "tail",
          "*[",
          "\u0000");

  private final Logger log = Logger.getLogger("dev.fermata.kernel");
  private final long seed = Long.getLong("fermata.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

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
    try (var notebook = TestNotebook.start()) {
      notebook.cell("int alive = 41;");
      for (var sent = 1; sent <= MESSAGES; sent++) {
        notebook.client().sendRaw(pick(CHANNELS), message(notebook.client()));
        if (sent % BETWEEN_CHECKS == 0) {
          check(notebook, sent);
        }
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("to be repeated with -Dfermata.fuzz.seed=" + seed, e);
    }
  }

  private void check(TestNotebook notebook, int sent) {
    var description = "after " + sent + " messages";
    assertThat(answer(notebook, sent).result())
        .as(description)
        .isEqualTo(String.valueOf(41 + sent));
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

  private List<byte[]> message(TestClient client) {
    var frames = new ArrayList<>(client.frames(pick(TYPES), content()));
    return switch (random.nextInt(5)) {
      case 0 -> frames; // well signed; its content is nonsense
      case 1 -> cut(frames);
      case 2 -> flipped(frames);
      case 3 -> replaced(frames);
      default -> noise();
    };
  }

  private ObjectNode content() {
    var content = Jsons.object();
    for (var i = random.nextInt(6); i > 0; i--) {
      content.set(pick(FIELDS), Jsons.tree(value()));
    }
    return content;
  }

  private Object value() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt() - 5;
      case 1 -> random.nextBoolean();
      case 2 -> List.of(1, "two");
      case 3 -> Map.of("a", "b");
      case 4 -> random.nextDouble() * 1e300;
      default -> pick(TEXTS);
    };
  }

  private List<byte[]> cut(List<byte[]> frames) {
    return List.copyOf(frames.subList(0, 1 + random.nextInt(frames.size())));
  }

  private List<byte[]> flipped(List<byte[]> frames) {
    var frame = frames.get(random.nextInt(frames.size()));
    if (frame.length > 0) {
      frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return frames;
  }

  private List<byte[]> replaced(List<byte[]> frames) {
    frames.set(random.nextInt(frames.size()), pick(TEXTS).getBytes(UTF_8));
    return frames;
  }

  private List<byte[]> noise() {
    var frames = new ArrayList<byte[]>();
    for (var i = random.nextInt(9); i >= 0; i--) {
      var frame = new byte[random.nextInt(200)];
      random.nextBytes(frame);
      frames.add(frame);
    }
    return frames;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
