// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kernel in a process of its own, with the class path of the test, so that it can be killed. For
 * one thread.
 */
public final class KernelProcess implements AutoCloseable {
  private final Process process;
  private final TestClient client;

  private KernelProcess(Process process, TestClient client) {
    this.process = process;
    this.client = client;
  }

  /**
   * Starts a kernel and connects to it.
   *
   * @param directory its working directory: the notebook's folder
   * @param environment variables beside those of this process
   * @return ready for the first cell
   * @throws IOException when the process cannot be started
   */
  public static KernelProcess start(Path directory, Map<String, String> environment)
      throws IOException {
    try {
      return attempt(directory, environment);
    } catch (AssertionError e) { // another process may have taken one of the ports meanwhile
      return attempt(directory, environment);
    }
  }

  private static KernelProcess attempt(Path directory, Map<String, String> environment)
      throws IOException {
    var connection = FreePorts.connectionFile();
    var file = Files.createTempFile("kernel-", ".json");
    file.toFile().deleteOnExit();
    Files.writeString(file, text(connection));
    var builder = new ProcessBuilder(command(file)).directory(directory.toFile()).inheritIO();
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      return new KernelProcess(process, new TestClient(connection));
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> command(Path file) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags().forEach(command::add);
    command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
    command.addAll(List.of(KernelMain.class.getName(), file.toString()));
    return command;
  }

  private static Stream<String> flags() {
    return Stream.of(
        "-XX:+IgnoreUnrecognizedVMOptions",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:TieredStopAtLevel=1");
  }

  private static String absolute(String classPath) {
    var separator = System.getProperty("path.separator");
    return String.join(
        separator,
        Stream.of(classPath.split(separator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private static String text(ConnectionFile connection) {
    var ports = connection.properties();
    return Jsons.object()
        .put("ip", ports.getIp())
        .put("transport", ports.getTransport())
        .put("shell_port", ports.getShellPort())
        .put("control_port", ports.getControlPort())
        .put("stdin_port", ports.getStdinPort())
        .put("iopub_port", ports.getIopubPort())
        .put("hb_port", ports.getHbPort())
        .put("signature_scheme", ports.getSignatureScheme())
        .put("key", ports.getKey())
        .toString();
  }

  /**
   * Runs a cell as a person would.
   *
   * @param source the cell
   * @return what came back
   */
  public TestCell cell(String source) {
    return finish(send(source));
  }

  /**
   * Sends a cell without waiting.
   *
   * @param source the cell
   * @return the request's id, for {@link #finish}
   */
  public String send(String source) {
    var content = Jsons.object().put("code", source).put("allow_stdin", true);
    return client.send(TestClient.From.SHELL, "execute_request", content);
  }

  /**
   * Waits for the end of a cell that was sent.
   *
   * @param id the request's id
   * @return what came back
   */
  public TestCell finish(String id) {
    return new TestCell(client.reply(id).content(), client.broadcasts(id));
  }

  /** Presses the stop button: interrupts the running cell. */
  public void interrupt() {
    client.reply(client.send(TestClient.From.CONTROL, "interrupt_request", Jsons.object()));
  }

  /** Kills the process without warning, as {@code kill -9} does, and waits for its end. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Waits until the process has ended. */
  public void awaitEnd() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  @Override
  public void close() {
    kill();
    client.close();
  }
}
