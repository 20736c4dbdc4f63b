// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Brings each message to its handler, on the handler's thread, between busy and idle. */
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  private record Route(Function<Message, Executor> lane, Handler handler) {}

  private final Connection connection;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  Dispatcher(Connection connection) {
    this.connection = connection;
  }

  /**
   * Adds a route.
   *
   * @param lane where the handler runs; {@code Runnable::run} for the channel's own thread
   */
  void route(String type, Executor lane, Handler handler) {
    route(type, message -> lane, handler);
  }

  /**
   * Adds a route.
   *
   * @param lane which thread a message is handled on
   */
  void route(String type, Function<Message, Executor> lane, Handler handler) {
    routes.put(type, new Route(lane, handler));
  }

  /** Called on a channel's thread. */
  void accept(Connection.Source source, Message message) {
    var request = new Request(source, message);
    var route = routes.get(message.type());
    if (route == null) {
      LOG.log(Level.WARNING, "a message of unknown type \"" + message.type() + "\" was dropped");
    } else {
      laneOf(route, request).execute(() -> process(request, route.handler()));
    }
  }

  private Executor laneOf(Route route, Request request) {
    try {
      return route.lane().apply(request.message());
    } catch (BadRequestException e) {
      return task ->
          process(
              request,
              refused -> {
                throw e;
              });
    }
  }

  private void process(Request request, Handler handler) {
    status(request, "busy");
    try {
      var reply = handler.handle(request);
      if (reply != null) {
        reply(request, reply);
      }
    } catch (Throwable e) { // the border of the channels: whatever fails, the next one is answered
      log(request, e);
      fail(request, error(e));
    } finally {
      status(request, "idle");
    }
  }

  private static void log(Request request, Throwable e) {
    if (e instanceof BadRequestException) {
      LOG.log(Level.WARNING, "a " + request.type() + " was refused: " + e.getMessage());
    } else {
      LOG.log(Level.WARNING, "a " + request.type() + " failed", e);
    }
  }

  private void fail(Request request, ObjectNode error) {
    if (request.type().equals("execute_request")) {
      connection.publish(new Outgoing("error", request.message().header(), error));
    }
    if (request.type().endsWith("_request")) {
      reply(request, error);
    }
  }

  private void reply(Request request, ObjectNode content) {
    var reply = new Outgoing(request.replyType(), request.message().header(), content);
    connection.reply(request.source(), request.message(), reply);
  }

  private void status(Request request, String state) {
    var content = Jsons.object().put("execution_state", state);
    connection.publish(new Outgoing("status", request.message().header(), content));
  }

  private static ObjectNode error(Throwable e) {
    var text = e.getMessage() == null ? "" : e.getMessage();
    var name = e.getClass().getSimpleName();
    var reply = Jsons.object().put("status", "error").put("ename", name).put("evalue", text);
    reply.set("traceback", Jsons.strings(List.of(name + ": " + text)));
    return reply;
  }
}
