// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** What a client got for one cell. */
public final class TestCell {
  private final ObjectNode reply;
  private final List<Message> broadcasts;

  TestCell(ObjectNode reply, List<Message> broadcasts) {
    this.reply = reply;
    this.broadcasts = broadcasts;
  }

  /**
   * Expects a result.
   *
   * @param text its text/plain
   * @return this
   */
  public TestCell gives(String text) {
    succeeds();
    assertThat(result()).as("text/plain of the result").isEqualTo(text);
    return this;
  }

  /**
   * Expects success without a result.
   *
   * @return this
   */
  public TestCell givesNothing() {
    succeeds();
    assertThat(all("execute_result")).isEmpty();
    return this;
  }

  /**
   * Expects success.
   *
   * @return this
   */
  public TestCell succeeds() {
    assertThat(reply.path("status").asText()).as("status in %s", reply).isEqualTo("ok");
    return this;
  }

  /**
   * Expects exactly this on stdout.
   *
   * @param text all of it
   * @return this
   */
  public TestCell prints(String text) {
    assertThat(stream("stdout")).isEqualTo(text);
    return this;
  }

  /**
   * Expects an error, in the reply and on iopub.
   *
   * @param ename its name
   * @return this
   */
  public TestCell failsWith(String ename) {
    assertThat(reply.path("ename").asText()).as("ename in %s", reply).isEqualTo(ename);
    assertThat(reply.path("status").asText()).isEqualTo("error");
    assertThat(all("error"))
        .singleElement()
        .extracting(e -> e.path("ename").asText())
        .isEqualTo(ename);
    return this;
  }

  /**
   * The message of the error.
   *
   * @return "" when there is none
   */
  public String errorText() {
    return reply.path("evalue").asText();
  }

  /**
   * The lines of the error as shown, without colours.
   *
   * @return joined by line breaks
   */
  public String traceback() {
    var lines = new StringBuilder();
    reply.path("traceback").forEach(line -> lines.append(line.asText()).append('\n'));
    return lines.toString().replaceAll("\u001b\\[[0-9;]*m", "");
  }

  /**
   * What was printed.
   *
   * @param name stdout or stderr
   * @return all of it
   */
  public String stream(String name) {
    return all("stream").stream()
        .filter(content -> content.path("name").asText().equals(name))
        .map(content -> content.path("text").asText())
        .collect(Collectors.joining());
  }

  /**
   * The result's text.
   *
   * @return its text/plain; "" when there is none
   */
  public String result() {
    return result("text/plain").asText();
  }

  /**
   * The result in one representation.
   *
   * @param mime the mime type
   * @return missing when there is none
   */
  public JsonNode result(String mime) {
    return all("execute_result").stream()
        .findFirst()
        .<JsonNode>map(content -> content.path("data").path(mime))
        .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  /**
   * What was displayed.
   *
   * @return the contents of display_data and update_display_data, in order
   */
  public List<ObjectNode> displays() {
    return broadcasts.stream()
        .filter(message -> message.type().endsWith("display_data"))
        .map(Message::content)
        .toList();
  }

  /**
   * The whole reply.
   *
   * @return its content
   */
  public ObjectNode reply() {
    return reply;
  }

  List<ObjectNode> all(String type) {
    return broadcasts.stream().filter(m -> m.type().equals(type)).map(Message::content).toList();
  }

  List<String> types() {
    return broadcasts.stream().map(Message::type).toList();
  }
}
