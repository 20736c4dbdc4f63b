// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.magic.MagicProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A kernel and a client over real sockets, in one JVM, so that tests read like notebooks: {@code
 * notebook.cell("1 + 1").gives("2")}. For one thread.
 */
public final class TestNotebook implements AutoCloseable {
  private final ConnectionFile file;
  private final JavaKernel kernel;
  private final TestClient client;

  private TestNotebook(ConnectionFile file, JavaKernel kernel, TestClient client) {
    this.file = file;
    this.kernel = kernel;
    this.client = client;
  }

  /**
   * Starts a kernel and connects to it.
   *
   * @param providers of magics; closed with the notebook
   * @return ready for the first cell
   */
  public static TestNotebook start(MagicProvider... providers) {
    return start(Map.of(), providers);
  }

  /**
   * Starts a kernel with settings and connects to it.
   *
   * @param environment in place of the process's
   * @param providers of magics; closed with the notebook
   * @return ready for the first cell
   */
  public static TestNotebook start(Map<String, String> environment, MagicProvider... providers) {
    var file = FreePorts.connectionFile();
    var kernel =
        JavaKernel.start(file, JavaStart.with(List.of(providers)), Settings.of(environment));
    return new TestNotebook(file, kernel, new TestClient(file));
  }

  /**
   * Runs a cell as a person would: somebody could be asked, but nobody answers.
   *
   * @param source the cell
   * @return what came back
   */
  public TestCell cell(String source) {
    return finish(send(source, true));
  }

  /**
   * Runs a cell as a batch client would, which allows no stdin.
   *
   * @param source the cell
   * @return what came back
   */
  public TestCell batchCell(String source) {
    return finish(send(source, false));
  }

  /**
   * Runs a cell that asks for a line.
   *
   * @param source the cell
   * @param answer prompt → what is typed
   * @return what came back
   */
  public TestCell cell(String source, Function<String, String> answer) {
    var id = send(source, true);
    var question = client.await(r -> r.from() == TestClient.From.STDIN && r.answers(id)).message();
    var prompt = question.content().path("prompt").asText();
    var content = Jsons.object().put("value", answer.apply(prompt));
    client.send(TestClient.From.STDIN, new Outgoing("input_reply", question.header(), content));
    return finish(id);
  }

  /**
   * What Tab offers at the end of a text.
   *
   * @param source the cell so far
   * @return the matches, best first
   */
  public List<String> completions(String source) {
    var at = source.codePointCount(0, source.length());
    var request = Jsons.object().put("code", source).put("cursor_pos", at);
    List<String> matches = new ArrayList<>();
    ask("complete_request", request).path("matches").forEach(m -> matches.add(m.asText()));
    return matches;
  }

  /** Sends a cell without waiting. */
  String send(String source, boolean allowStdin) {
    return send(Jsons.object().put("code", source).put("allow_stdin", allowStdin));
  }

  String send(ObjectNode executeRequest) {
    return client.send(TestClient.From.SHELL, "execute_request", executeRequest);
  }

  /** Waits for the end of a cell that was sent. */
  TestCell finish(String id) {
    return new TestCell(client.reply(id).content(), client.broadcasts(id));
  }

  /** Sends a request on shell and gives the content of its reply. */
  ObjectNode ask(String type, ObjectNode content) {
    return ask(TestClient.From.SHELL, type, content);
  }

  ObjectNode ask(TestClient.From channel, String type, ObjectNode content) {
    return client.reply(client.send(channel, type, content)).content();
  }

  TestClient client() {
    return client;
  }

  /** Somebody who knows the ports and not the protocol; to be closed by the caller. */
  Stranger stranger() {
    return new Stranger(file);
  }

  JavaKernel kernel() {
    return kernel;
  }

  @Override
  public void close() {
    client.close();
    try {
      kernel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
