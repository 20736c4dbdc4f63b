// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.TestClient.From;
import dev.fermata.kernel.magic.MagicProvider;
import dev.fermata.kernel.shell.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A notebook whose debugger is on, as JupyterLab switches it on. For one thread. Its JVM needs
 * {@code -Djdk.attach.allowAttachSelf=true}.
 */
public final class DebugNotebook implements AutoCloseable {
  private final TestNotebook notebook;
  private int seq;
  private int thread;

  private DebugNotebook(TestNotebook notebook) {
    this.notebook = notebook;
  }

  /**
   * Starts a kernel and switches its debugger on.
   *
   * @param providers of magics; closed with the notebook
   * @return ready for breakpoints and cells
   */
  public static DebugNotebook start(MagicProvider... providers) {
    var debugged = off(providers);
    debugged.switchOn();
    return debugged;
  }

  /** With the debugger still off. */
  static DebugNotebook off(MagicProvider... providers) {
    TestAgent.install();
    return new DebugNotebook(TestNotebook.start(providers));
  }

  void switchOn() {
    request("initialize", Jsons.object().put("clientID", "test"));
    request("attach", Jsons.object());
  }

  TestNotebook notebook() {
    return notebook;
  }

  /**
   * Runs a cell that stops nowhere.
   *
   * @param source the cell
   * @return what came back
   */
  public TestCell cell(String source) {
    return notebook.cell(source);
  }

  /**
   * Sends a cell; it is finished by {@link #finish}.
   *
   * @param source the cell
   * @return the id of its request
   */
  public String send(String source) {
    return notebook.send(source, true);
  }

  /**
   * Waits for the end of a cell that was sent.
   *
   * @param id of its request
   * @return what came back
   */
  public TestCell finish(String id) {
    return notebook.finish(id);
  }

  /** The body of a reply that is expected to say that all went well. */
  JsonNode request(String command, ObjectNode arguments) {
    var reply = ask(command, arguments);
    assertThat(reply.path("success").asBoolean()).as("success in %s", reply).isTrue();
    return reply.path("body");
  }

  /** The whole reply. */
  ObjectNode ask(String command, ObjectNode arguments) {
    var request = Jsons.object().put("type", "request").put("seq", ++seq).put("command", command);
    request.set("arguments", arguments);
    var reply = notebook.ask(From.CONTROL, "debug_request", request);
    assertThat(reply.path("request_seq").asInt()).as("request_seq in %s", reply).isEqualTo(seq);
    return reply;
  }

  String path(String source) {
    return request("dumpCell", Jsons.object().put("code", source)).path("sourcePath").asText();
  }

  /**
   * Sets the breakpoints of a cell.
   *
   * @param source the cell
   * @param lines of it, the first is 1; none takes all breakpoints of the cell away
   * @return the lines they came to be on
   */
  public List<Integer> breakpoints(String source, int... lines) {
    var arguments = Jsons.object();
    arguments.putObject("source").put("path", path(source));
    var list = arguments.putArray("breakpoints");
    for (int line : lines) {
      list.addObject().put("line", line);
    }
    var set = new ArrayList<Integer>();
    request("setBreakpoints", arguments)
        .path("breakpoints")
        .forEach(breakpoint -> set.add(breakpoint.path("line").asInt()));
    return set;
  }

  /**
   * Waits until a thread stops.
   *
   * @return body of the event
   */
  public JsonNode stopped() {
    var body = event("stopped");
    thread = body.path("threadId").asInt();
    return body;
  }

  /** Waits for the first event of its name that nobody has waited for. */
  JsonNode event(String name) {
    return notebook
        .client()
        .await(
            r ->
                r.message().type().equals("debug_event")
                    && r.message().content().path("event").asText().equals(name))
        .message()
        .content()
        .path("body");
  }

  boolean hasEvent(String name) {
    return notebook
        .client()
        .has(
            r ->
                r.message().type().equals("debug_event")
                    && r.message().content().path("event").asText().equals(name));
  }

  /**
   * Lets the stopped thread go on.
   *
   * @param command continue, next, stepIn or stepOut
   */
  public void go(String command) {
    request(command, Jsons.object().put("threadId", thread));
    event("continued");
  }

  /** A step and where it ends. */
  String step(String command) {
    go(command);
    stopped();
    return where();
  }

  /** The innermost frame: "name:line". */
  String where() {
    return stack().get(0);
  }

  /**
   * Where the stopped thread stands.
   *
   * @return all frames as "name:line", the innermost first
   */
  public List<String> stack() {
    var lines = new ArrayList<String>();
    frames().forEach(f -> lines.add(f.path("name").asText() + ":" + f.path("line").asInt()));
    return lines;
  }

  JsonNode frames() {
    return request("stackTrace", Jsons.object().put("threadId", thread)).path("stackFrames");
  }

  /**
   * The local variables of a frame.
   *
   * @param frame 0 is the innermost
   * @return name → value
   */
  public Map<String, String> locals(int frame) {
    return values(scope(frame, "Locals"));
  }

  /** The reference of a scope. */
  int scope(int frame, String name) {
    var id = frames().get(frame).path("id").asInt();
    for (var scope : request("scopes", Jsons.object().put("frameId", id)).path("scopes")) {
      if (scope.path("name").asText().equals(name)) {
        return scope.path("variablesReference").asInt();
      }
    }
    throw new AssertionError("no scope " + name);
  }

  JsonNode variables(int reference) {
    return request("variables", Jsons.object().put("variablesReference", reference))
        .path("variables");
  }

  Map<String, String> values(int reference) {
    return values(variables(reference));
  }

  static Map<String, String> values(JsonNode variables) {
    var values = new TreeMap<String, String>();
    variables.forEach(v -> values.put(v.path("name").asText(), v.path("value").asText()));
    return values;
  }

  /** What a variable consists of. */
  Map<String, String> parts(JsonNode variables, String name) {
    return values(reference(variables, name));
  }

  static int reference(JsonNode variables, String name) {
    for (var variable : variables) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("variablesReference").asInt();
      }
    }
    throw new AssertionError("no variable " + name + " in " + variables);
  }

  /** Evaluates in the innermost frame, and gives the text of the value or of the error. */
  String evaluate(String expression) {
    var id = frames().path(0).path("id").asInt();
    var reply = ask("evaluate", Jsons.object().put("expression", expression).put("frameId", id));
    return reply.path("success").asBoolean()
        ? reply.path("body").path("result").asText()
        : reply.path("message").asText();
  }

  @Override
  public void close() {
    notebook.close();
  }
}
