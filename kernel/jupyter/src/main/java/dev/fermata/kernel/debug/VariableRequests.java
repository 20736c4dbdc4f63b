// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.shell.JavaShell;
import dev.fermata.kernel.shell.Outcome;
import dev.fermata.kernel.shell.Values;
import dev.fermata.kernel.shell.Variable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers requests for variables and their values. Used by the adapter's thread. */
final class VariableRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The reference of the scope of the session's variables. */
  private static final int SESSION = 2_000_000_000;

  /** Added to a frame's id it is the reference of the frame's scope. */
  private static final int FRAMES = 1_000_000_000;

  private final Supplier<JavaShell> shell;
  private final Function<Object, ObjectNode> renderer;
  private final Supplier<@Nullable Debugger> debugger;
  private final References references = new References();
  private boolean typesHideValues;

  VariableRequests(
      Supplier<JavaShell> shell,
      Function<Object, ObjectNode> renderer,
      Supplier<@Nullable Debugger> debugger) {
    this.shell = shell;
    this.renderer = renderer;
    this.debugger = debugger;
  }

  Map<String, Function<JsonNode, ObjectNode>> commands() {
    return Map.of(
        "scopes", this::scopes,
        "variables", this::variables,
        "evaluate", this::evaluate,
        "inspectVariables", arguments -> inspectVariables(),
        "richInspectVariables", this::richInspectVariables,
        "copyToGlobals", this::copyToGlobals);
  }

  /** JupyterLab's tree shows the type in place of the value, but for the types of Python. */
  void client(String id) {
    typesHideValues = id.equals("jupyterlab");
  }

  private Optional<Frame> frame(JsonNode id) {
    var running = debugger.get();
    return running == null
        ? Optional.empty()
        : running.stopped().flatMap(stop -> stop.frame(id.asInt()));
  }

  private Frame requiredFrame(JsonNode id) {
    return frame(id)
        .orElseThrow(() -> new DebugRequestException("the thread of that frame has gone on"));
  }

  private ObjectNode scopes(JsonNode arguments) {
    var frame = requiredFrame(arguments.path("frameId"));
    var body = JSON.objectNode();
    var scopes = body.putArray("scopes");
    if (frame.line() != null) {
      scope(scopes, "Locals", FRAMES + arguments.path("frameId").asInt());
    }
    scope(scopes, "Globals", SESSION);
    return body;
  }

  private static void scope(ArrayNode scopes, String name, int reference) {
    scopes
        .addObject()
        .put("name", name)
        .put("variablesReference", reference)
        .put("expensive", false);
  }

  private ObjectNode variables(JsonNode arguments) {
    int reference = arguments.path("variablesReference").asInt();
    if (reference == SESSION) {
      return globals();
    }
    var body = JSON.objectNode();
    var list = body.putArray("variables");
    if (reference > FRAMES) {
      requiredFrame(JSON.numberNode(reference - FRAMES))
          .variables()
          .forEach(v -> add(list, v.local().name(), v.value(), v.local().typeName()));
    } else {
      references
          .get(reference)
          .ifPresent(value -> Children.of(value).forEach(c -> add(list, c.name(), c.value(), "")));
    }
    return body;
  }

  private ObjectNode inspectVariables() {
    var running = debugger.get();
    if (running != null) {
      running.forgetEndedSteps();
    }
    return globals();
  }

  private ObjectNode globals() {
    var body = JSON.objectNode();
    var list = body.putArray("variables");
    shell.get().variables().forEach(v -> add(list, v.name(), v.value(), v.typeName()));
    return body;
  }

  private void add(ArrayNode list, String name, @Nullable Object value, String declared) {
    describe(
        list.addObject().put("name", name).put("evaluateName", name), "value", value, declared);
  }

  private void describe(ObjectNode entry, String key, @Nullable Object value, String declared) {
    boolean range = value instanceof Children.Range;
    entry
        .put(key, range ? "" : Values.text(value))
        .put("variablesReference", value != null && Children.any(value) ? references.of(value) : 0);
    if (!typesHideValues && !range) {
      entry.put("type", value == null ? declared : Values.typeName(value));
    }
  }

  private ObjectNode evaluate(JsonNode arguments) {
    var frame = frame(arguments.path("frameId")).orElse(null);
    var source = arguments.path("expression").asText();
    var outcome = new Expressions(shell.get()).evaluate(source, frame, debugger.get());
    if (outcome instanceof Outcome.Failed failed) {
      throw new DebugRequestException(failed.error().ename() + ": " + failed.error().evalue());
    }
    var body = JSON.objectNode();
    if (outcome instanceof Outcome.Value value) {
      describe(body, "result", value.value(), "Object");
    } else {
      body.put("result", "").put("variablesReference", 0);
    }
    return body;
  }

  private ObjectNode richInspectVariables(JsonNode arguments) {
    var name = arguments.path("variableName").asText();
    var local =
        frame(arguments.path("frameId")).stream()
            .flatMap(frame -> frame.variables().stream())
            .filter(variable -> variable.local().name().equals(name))
            .findFirst();
    var value =
        local.isPresent()
            ? local.get().value()
            : shell.get().variable(name).map(Variable::value).orElse(null);
    return value == null
        ? JSON.objectNode().set("data", JSON.objectNode().put("text/plain", "null"))
        : renderer.apply(value);
  }

  private ObjectNode copyToGlobals(JsonNode arguments) {
    var name = arguments.path("srcVariableName").asText();
    var frame = requiredFrame(arguments.path("srcFrameId"));
    var variable =
        frame.variables().stream()
            .filter(v -> v.local().name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new DebugRequestException("the frame has no variable \"" + name + "\""));
    try {
      shell
          .get()
          .bind(
              arguments.path("dstVariableName").asText(),
              variable.local().typeName(),
              variable.value());
    } catch (IllegalArgumentException e) {
      throw new DebugRequestException(String.valueOf(e.getMessage()));
    }
    return JSON.objectNode();
  }
}
