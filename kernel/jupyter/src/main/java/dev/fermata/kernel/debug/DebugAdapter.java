// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.shell.CellCode;
import dev.fermata.kernel.shell.JavaShell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers the debug requests of a front end: the Debug Adapter Protocol with Jupyter's additions.
 * Requests are for one thread; events come from the threads that stop.
 */
public final class DebugAdapter implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Supplier<JavaShell> shell;
  private final Consumer<ObjectNode> events;
  private final CellFiles files = new CellFiles();
  private final Map<String, List<Integer>> breakpoints = new TreeMap<>();
  private final Map<String, Function<JsonNode, ObjectNode>> commands = new HashMap<>();
  private final VariableRequests variables;
  private final AtomicInteger sent = new AtomicInteger();
  private volatile @Nullable Debugger debugger;

  /**
   * An adapter with the debugger off.
   *
   * @param shell the session; may wait until it is ready
   * @param renderer a value as a mime bundle: an object with {@code data} and {@code metadata}
   * @param events gets the protocol's events, on any thread
   */
  public DebugAdapter(
      Supplier<JavaShell> shell,
      Function<Object, ObjectNode> renderer,
      Consumer<ObjectNode> events) {
    this.shell = shell;
    this.events = events;
    this.variables = new VariableRequests(shell, renderer, () -> debugger);
    commands.put("initialize", this::initialize);
    commands.put("attach", this::attach);
    commands.put("configurationDone", arguments -> JSON.objectNode());
    commands.put("disconnect", this::disconnect);
    commands.put("terminate", this::disconnect);
    commands.put("debugInfo", this::debugInfo);
    commands.put("dumpCell", this::dumpCell);
    commands.put("source", this::source);
    commands.put("setBreakpoints", this::setBreakpoints);
    commands.put("setExceptionBreakpoints", this::setExceptionBreakpoints);
    commands.put("threads", arguments -> threads());
    commands.put("stackTrace", arguments -> stackTrace());
    commands.put("continue", arguments -> resume(null).put("allThreadsContinued", true));
    commands.put("next", arguments -> resume(Step.Kind.OVER));
    commands.put("stepIn", arguments -> resume(Step.Kind.IN));
    commands.put("stepOut", arguments -> resume(Step.Kind.OUT));
    commands.put("pause", this::pause);
    commands.put("modules", arguments -> modules());
    commands.putAll(variables.commands());
  }

  /**
   * Whether the debugger can be switched on in this JVM.
   *
   * @return what kernel_info says
   */
  public static boolean isAvailable() {
    return CellCode.isChangeable();
  }

  /**
   * Handles a request.
   *
   * @param request the content of a debug_request
   * @return the content of the debug_reply; a request that cannot be fulfilled is answered with the
   *     reason
   */
  public ObjectNode handle(ObjectNode request) {
    var command = request.path("command").asText();
    var reply =
        JSON.objectNode()
            .put("type", "response")
            .put("seq", sent.incrementAndGet())
            .put("request_seq", request.path("seq").asInt())
            .put("command", command);
    try {
      var handler = commands.get(command);
      if (handler == null) {
        throw new DebugRequestException("the debugger does not know \"" + command + "\"");
      }
      var body = handler.apply(request.path("arguments"));
      reply.put("success", true).set("body", body);
    } catch (DebugRequestException e) {
      reply.put("success", false).put("message", e.getMessage()).putObject("body");
    }
    return reply;
  }

  private void event(String name, ObjectNode body) {
    var event =
        JSON.objectNode()
            .put("type", "event")
            .put("seq", sent.incrementAndGet())
            .put("event", name);
    event.set("body", body);
    events.accept(event);
  }

  private ObjectNode initialize(JsonNode arguments) {
    if (!isAvailable()) {
      throw new DebugRequestException(
          "this JVM does not let the debugger into running code: start the kernel as the jar it is"
              + " installed as");
    }
    variables.client(arguments.path("clientID").asText());
    if (debugger == null) {
      debugger = Debugger.start(shell.get().code(), files, new Events());
    }
    var capabilities =
        JSON.objectNode()
            .put("supportsConfigurationDoneRequest", true)
            .put("supportsEvaluateForHovers", true)
            .put("supportsTerminateRequest", true)
            .put("supportsModulesRequest", false);
    capabilities
        .putArray("exceptionBreakpointFilters")
        .addObject()
        .put("filter", "uncaught")
        .put("label", "Uncaught Exceptions")
        .put("description", "Stops where an exception was thrown that no cell catches")
        .put("default", false);
    return capabilities;
  }

  private ObjectNode attach(JsonNode arguments) {
    started();
    event("initialized", JSON.objectNode());
    return JSON.objectNode();
  }

  /** The debugger is off from here; whatever stands still goes on. */
  private ObjectNode disconnect(JsonNode arguments) {
    close();
    return JSON.objectNode();
  }

  /** Lets everything go on, and takes the debugger out of all code. */
  @Override
  public void close() {
    var running = debugger;
    debugger = null;
    breakpoints.clear();
    if (running != null) {
      running.close();
    }
  }

  private Debugger started() {
    var running = debugger;
    if (running == null) {
      throw new DebugRequestException("the debugger is off; send \"initialize\" first");
    }
    return running;
  }

  private ObjectNode debugInfo(JsonNode arguments) {
    var running = debugger;
    var info =
        JSON.objectNode()
            .put("isStarted", running != null)
            .put("hashMethod", "Murmur2")
            .put("hashSeed", CellFiles.SEED)
            .put("tmpFilePrefix", files.prefix())
            .put("tmpFileSuffix", CellFiles.SUFFIX)
            .put("richRendering", true)
            .put("copyToGlobals", true);
    var all = info.putArray("breakpoints");
    breakpoints.forEach(
        (path, lines) -> {
          var list = all.addObject().put("source", path).putArray("breakpoints");
          lines.forEach(line -> list.addObject().put("line", line));
        });
    var stopped = info.putArray("stoppedThreads");
    if (running != null) {
      running.stopped().ifPresent(stop -> stopped.add(stop.thread().id()));
    }
    info.putArray("exceptionPaths");
    return info;
  }

  private ObjectNode dumpCell(JsonNode arguments) {
    return JSON.objectNode().put("sourcePath", files.path(arguments.path("code").asText()));
  }

  private ObjectNode source(JsonNode arguments) {
    var path = arguments.path("source").path("path").asText();
    var content =
        files
            .source(path)
            .orElseThrow(() -> new DebugRequestException("no cell is known as \"" + path + "\""));
    return JSON.objectNode().put("content", content).put("mimeType", "text/x-java-source");
  }

  private ObjectNode setBreakpoints(JsonNode arguments) {
    var running = started();
    var path = arguments.path("source").path("path").asText();
    var lines = new TreeSet<Integer>();
    var body = JSON.objectNode();
    var set = body.putArray("breakpoints");
    for (var wanted : arguments.path("breakpoints")) {
      int line = files.lineWithCode(path, wanted.path("line").asInt());
      lines.add(line);
      var entry = set.addObject().put("id", line).put("verified", true).put("line", line);
      entry.putObject("source").put("path", path);
    }
    if (lines.isEmpty()) {
      breakpoints.remove(path);
    } else {
      breakpoints.put(path, List.copyOf(lines));
    }
    running.breakpoints(breakpoints);
    return body;
  }

  private ObjectNode setExceptionBreakpoints(JsonNode arguments) {
    var filters = arguments.path("filters");
    started()
        .exceptions(
            StreamSupport.stream(filters.spliterator(), false)
                .anyMatch(filter -> filter.asText().equals("uncaught")));
    return JSON.objectNode();
  }

  private ObjectNode threads() {
    var body = JSON.objectNode();
    var threads = body.putArray("threads");
    started().stopped().map(Stop::thread).ifPresent(t -> thread(threads, t));
    return body;
  }

  private static void thread(ArrayNode threads, CellExecution thread) {
    threads.addObject().put("id", thread.id()).put("name", thread.name());
  }

  private ObjectNode stackTrace() {
    var body = JSON.objectNode();
    var frames = body.putArray("stackFrames");
    started().stopped().ifPresent(stop -> frames(stop, frames));
    return body.put("totalFrames", frames.size());
  }

  private void frames(Stop stop, ArrayNode list) {
    for (int i = 0; i < stop.frames().size(); i++) {
      var frame = stop.frames().get(i);
      var line = frame.line();
      var entry =
          list.addObject()
              .put("id", stop.frameId(i))
              .put("name", frame.name())
              .put("line", line == null ? 0 : line.number())
              .put("column", 1);
      if (line == null) {
        entry.put("presentationHint", "subtle");
      } else {
        entry.putObject("source").put("name", line.cell()).put("path", files.path(line.source()));
      }
    }
  }

  private ObjectNode resume(Step.@Nullable Kind kind) {
    started().resume(kind);
    return JSON.objectNode();
  }

  private ObjectNode pause(JsonNode arguments) {
    started().pause();
    return JSON.objectNode();
  }

  /** Cells are the only sources. */
  private static ObjectNode modules() {
    var body = JSON.objectNode().put("totalModules", 0);
    body.putArray("modules");
    return body;
  }

  /** What happens to threads, as events. */
  private final class Events implements Debugger.Listener {
    @Override
    public void stopped(Stop stop) {
      var cause = stop.why();
      var body =
          JSON.objectNode().put("reason", cause.reason()).put("threadId", stop.thread().id());
      if (!cause.text().isEmpty()) {
        body.put("description", cause.text()).put("text", cause.text());
      }
      event("stopped", body.put("allThreadsStopped", false));
    }

    @Override
    public void continued(Stop stop) {
      var body = JSON.objectNode().put("threadId", stop.thread().id());
      event("continued", body.put("allThreadsContinued", false));
    }
  }
}
