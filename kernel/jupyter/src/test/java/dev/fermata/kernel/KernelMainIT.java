// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.TestClient.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel as a process of its own, as Jupyter starts it. */
class KernelMainIT {
  private static final String LEAVE_A_THREAD =
      "new Thread(() -> { while (true) { try { Thread.sleep(1000); } catch (Throwable e) { } }"
          + " }).start(); Runtime.getRuntime().addShutdownHook(new Thread(() -> {"
          + " while (true) { } })); 1 + 1";

  @TempDir private Path folder;
  private final ConnectionFile connection = FreePorts.connectionFile();
  private Process kernel;

  @AfterEach
  void kill() {
    if (kernel != null) {
      kernel.destroyForcibly();
    }
  }

  @Test
  void endsWhenToldToThoughACellLeftThreadsAndHooks() throws Exception {
    start(Map.of());
    try (var client = new TestClient(connection)) {
      assertThat(execute(client, LEAVE_A_THREAD).path("status").asText()).isEqualTo("ok");
      var id = client.send(From.CONTROL, "shutdown_request", Jsons.object().put("restart", false));
      assertThat(client.reply(id).content().path("status").asText()).isEqualTo("ok");
    }
    assertThat(exitCode()).isZero();
  }

  @Test
  void ctrlCInterruptsTheCellAndNotTheKernel() throws Exception {
    assumeFalse(
        ctrlCIsIgnored(),
        "this build was started where Ctrl-C is ignored (nohup … &), and so are its kernels");
    start(Map.of());
    try (var client = new TestClient(connection)) {
      execute(client, "int keep = 42;");
      var id = send(client, "System.out.println(\"here\"); while (true) { }");
      client.await(r -> r.answers(id) && r.message().type().equals("stream"));
      new ProcessBuilder("kill", "-INT", String.valueOf(kernel.pid())).start().waitFor();
      assertThat(client.reply(id).content().path("ename").asText()).isEqualTo("Interrupted");
      assertThat(execute(client, "keep").path("status").asText()).isEqualTo("ok");
    }
  }

  @RepeatedTest(6)
  void aCellMayBeTheVeryFirstMessage() throws Exception {
    start(Map.of());
    try (var client = new TestClient(connection)) {
      assertThat(execute(client, "1 + 1").path("status").asText()).isEqualTo("ok");
    }
  }

  @Test
  void anInterruptIsNotLostWhileJavaIsBeingMadeReady() throws Exception {
    start(Map.of());
    try (var client = new TestClient(connection)) {
      var id = send(client, "int begun = 1; while (true) { }");
      client.await(r -> r.answers(id) && r.message().type().equals("execute_input"));
      client.reply(client.send(From.CONTROL, "interrupt_request", Jsons.object()));
      assertThat(client.reply(id).content().path("ename").asText()).isEqualTo("Interrupted");
      assertThat(execute(client, "int after = 2;").path("status").asText()).isEqualTo("ok");
    }
  }

  @Test
  void endsWhenItsParentEnds() throws Exception {
    var parent = new ProcessBuilder("sleep", "1000").start();
    start(Map.of("JPY_PARENT_PID", String.valueOf(parent.pid())));
    try (var client = new TestClient(connection)) {
      execute(client, "1");
      parent.destroyForcibly().waitFor();
      assertThat(exitCode()).isZero();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void whatTheKernelLogsIsShownInNoCell() throws Exception {
    var log = folder.resolve("log");
    start(Map.of(), log);
    try (var client = new TestClient(connection)) {
      execute(client, "1 + 1");
      client.sendRaw(From.SHELL, List.of("nonsense".getBytes(UTF_8)));
      execute(
          client, "System.getLogger(\"of a cell\").log(System.Logger.Level.WARNING, \"mine\");");
      client.await(r -> streamed(r).contains("mine"));
      assertThat(client.has(r -> streamed(r).contains("dropped"))).isFalse();
    }
    assertThat(Files.readString(log)).contains("a message was dropped").doesNotContain("mine");
  }

  private static String streamed(TestClient.Received received) {
    var message = received.message();
    return message.type().equals("stream") ? message.content().path("text").asText() : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{} | transport", "{\"ip\": | end-of-input", "[] | not a JSON object"})
  void saysWhatIsWrongWithTheConnectionFile(String content, String why) throws Exception {
    var file = folder.resolve("broken.json");
    Files.writeString(file, content);
    kernel = process(file).redirectErrorStream(true).start();
    var said = new String(kernel.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).contains("connection file", "cannot be used", why);
    assertThat(exitCode()).isEqualTo(1);
  }

  @Test
  void saysThatThereIsNoConnectionFile() throws Exception {
    kernel = process(folder.resolve("none.json")).redirectErrorStream(true).start();
    var said = new String(kernel.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).contains("none.json", "cannot be used", "there is no such file");
    assertThat(exitCode()).isEqualTo(1);
  }

  private void start(Map<String, String> environment) throws IOException {
    start(environment, null);
  }

  private void start(Map<String, String> environment, @Nullable Path log) throws IOException {
    var file = folder.resolve("kernel.json");
    Files.writeString(file, connection.properties().toJsonString());
    var builder = process(file).inheritIO();
    builder.environment().put("FERMATA_HISTORY", "off");
    builder.environment().putAll(environment);
    if (log != null) {
      builder.redirectError(log.toFile());
    }
    kernel = builder.start();
  }

  private static ProcessBuilder process(Path connectionFile) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        KernelMain.class.getName(),
        connectionFile.toString());
  }

  private int exitCode() throws InterruptedException {
    assertThat(kernel.waitFor(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("the process has ended")
        .isTrue();
    return kernel.exitValue();
  }

  /** A process inherits that a signal is ignored; where the system does not say, it is not. */
  private static boolean ctrlCIsIgnored() throws IOException {
    var status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8).strip(), 16) & 2) != 0);
  }

  private static String send(TestClient client, String code) {
    return client.send(From.SHELL, "execute_request", Jsons.object().put("code", code));
  }

  private static ObjectNode execute(TestClient client, String code) {
    return client.reply(send(client, code)).content();
  }
}
