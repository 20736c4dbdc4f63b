// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestClient.From;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames that are no good: dropped, never answered, never run, and the next message is served. */
class MessagesTest {
  private final TestNotebook notebook = TestNotebook.start();
  private final TestClient client = notebook.client();

  @AfterEach
  void close() {
    notebook.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = From.class,
      names = {"SHELL", "CONTROL"})
  void dropsAMessageWithAWrongSignature(From channel) {
    var frames = kernelInfo();
    frames.set(1, "0".repeat(64).getBytes(UTF_8));
    sendThenCheckThatItWasDropped(channel, frames);
  }

  @Test
  void neverRunsCodeWithAWrongSignature() {
    var content = Jsons.object().put("code", "int forged = 1;");
    var frames = new ArrayList<>(client.frames("execute_request", content));
    frames.set(1, "0".repeat(64).getBytes(UTF_8));
    client.sendRaw(From.SHELL, frames);
    notebook.cell("forged").failsWith("CompilationError");
  }

  @Test
  void dropsAMessageWhoseSignatureWasSeenBefore() {
    var content = Jsons.object().put("code", "System.out.println(\"once\");");
    var frames = client.frames("execute_request", content);
    client.sendRaw(From.SHELL, frames);
    client.sendRaw(From.SHELL, frames);
    client.sendRaw(From.CONTROL, frames);
    notebook.cell("1").gives("1");
    assertThat(client.has(r -> r.message().content().path("execution_count").asInt() > 2))
        .isFalse();
  }

  @Test
  void dropsAMessageWithoutDelimiter() {
    sendThenCheckThatItWasDropped(From.SHELL, List.of("junk".getBytes(UTF_8)));
  }

  @Test
  void dropsAMessageWithMissingFrames() {
    sendThenCheckThatItWasDropped(From.SHELL, kernelInfo().subList(0, 3));
  }

  @Test
  void dropsAMessageThatIsNotJson() {
    var frames = kernelInfo();
    frames.set(5, "{not json".getBytes(UTF_8));
    sendThenCheckThatItWasDropped(From.SHELL, frames);
  }

  @Test
  void dropsAMessageOfUnknownType() {
    sendThenCheckThatItWasDropped(From.SHELL, client.frames("no_such_request", Jsons.object()));
  }

  @Test
  void drainsAMessageOfAThousandFrames() {
    var frames = new ArrayList<byte[]>();
    for (var i = 0; i < 1000; i++) {
      frames.add(new byte[] {(byte) i});
    }
    sendThenCheckThatItWasDropped(From.SHELL, frames);
  }

  @Test
  void answersARequestThatLacksItsFieldsWithAnError() {
    var reply = notebook.ask("execute_request", Jsons.object());
    assertThat(reply.path("status").asText()).isEqualTo("error");
    assertThat(reply.path("evalue").asText()).contains("code");
    notebook.cell("1").gives("1");
  }

  private List<byte[]> kernelInfo() {
    return new ArrayList<>(client.frames("kernel_info_request", Jsons.object()));
  }

  private void sendThenCheckThatItWasDropped(From channel, List<byte[]> frames) {
    client.sendRaw(channel, frames);
    var id = client.send(channel, "kernel_info_request", Jsons.object());
    assertThat(client.reply(id).content().path("status").asText()).isEqualTo("ok");
    assertThat(client.has(r -> r.from() == channel)).as("a reply to the bad message").isFalse();
    notebook.cell("1 + 1").gives("2");
  }

  @Test
  void signsAsJupyterDoes() {
    // by Python's hmac.new(b"key", header + b"{}{}{}", "sha256").hexdigest()
    var signature = "5a6c96f5a0f3230fbe86bfe303866f2d24973553340f47c2e875f41a4466863b";
    var codec = new Codec(FreePorts.connectionFile("key"));
    var frames = new ArrayList<byte[]>();
    for (var text :
        List.of(
            "client",
            "<IDS|MSG>",
            "SIGNATURE",
            "{\"msg_id\":\"1\",\"msg_type\":\"t\"}",
            "{}",
            "{}",
            "{}")) {
      frames.add(text.getBytes(UTF_8));
    }
    frames.set(2, signature.getBytes(UTF_8));
    assertThat(decode(codec, frames).identities())
        .singleElement()
        .matches(identity -> Arrays.equals(identity, "client".getBytes(UTF_8)));
  }

  private static Message decode(Codec codec, List<byte[]> frames) {
    try {
      return codec.decode(frames);
    } catch (BadMessageException e) {
      throw new AssertionError(e);
    }
  }
}
