// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.display.Comms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The comms of the session and the messages that reach them. */
final class CommRegistry implements Comms {
  private final Connection connection;
  private final Map<String, Target> targets = new ConcurrentHashMap<>();
  private final Map<String, OpenComm> comms = new ConcurrentHashMap<>();

  /** What the comm handler on this thread answers; its messages name it as their parent. */
  private final ThreadLocal<ObjectNode> parent = ThreadLocal.withInitial(Jsons::object);

  CommRegistry(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void register(String target, Target handler) {
    targets.put(target, handler);
  }

  @Override
  public Comm open(String target, String commId, Message open) {
    var comm = new OpenComm(this, commId, target);
    comms.put(commId, comm);
    send("comm_open", Jsons.object().put("comm_id", commId).put("target_name", target), open);
    return comm;
  }

  @Override
  public Optional<Comm> find(String commId) {
    return Optional.ofNullable(comms.get(commId));
  }

  void forget(String commId) {
    comms.remove(commId);
  }

  void send(String type, ObjectNode content, Message message) {
    content.set("data", message.data());
    connection.publish(
        new Outgoing(type, parentHeader(), content, message.metadata(), message.buffers()));
  }

  private ObjectNode parentHeader() {
    var cell = CellRun.current();
    return cell.isPresent() ? cell.get().parentHeader() : parent.get();
  }

  /** A front end opens a comm; an unknown target is answered by a comm_close. */
  @Nullable ObjectNode opened(Request request) {
    return handling(
        request,
        (id, message) -> {
          var targetName = request.content().path("target_name").asText();
          var target = targets.get(targetName);
          if (target == null) {
            refuse(id);
          } else {
            var comm = new OpenComm(this, id, targetName);
            comms.put(id, comm);
            target.opened(comm, message);
          }
        });
  }

  /** A message for a comm that is gone (after a restart) is answered by a comm_close. */
  @Nullable ObjectNode received(Request request) {
    return handling(
        request,
        (id, message) -> {
          var comm = comms.get(id);
          if (comm == null) {
            refuse(id);
          } else {
            comm.received(message);
          }
        });
  }

  @Nullable ObjectNode closed(Request request) {
    return handling(
        request,
        (id, message) -> {
          var comm = comms.remove(id);
          if (comm != null) {
            comm.closedByFrontEnd(message);
          }
        });
  }

  private void refuse(String id) {
    var nothing = new Message(Jsons.object(), Jsons.object(), List.of());
    send("comm_close", Jsons.object().put("comm_id", id), nothing);
  }

  private @Nullable ObjectNode handling(Request request, Handling handling) {
    var received = request.message();
    parent.set(received.header());
    try {
      var content = received.content();
      var message = new Message(content.path("data"), received.metadata(), received.buffers());
      handling.handle(content.path("comm_id").asText(), message);
      return null;
    } finally {
      parent.remove();
    }
  }

  private interface Handling {
    void handle(String commId, Message message);
  }

  /** Answers comm_info_request. */
  ObjectNode info(Request request) {
    var wanted = request.content().path("target_name").asText("");
    var reply = Jsons.ok();
    var listed = reply.putObject("comms");
    comms.forEach(
        (id, comm) -> {
          if (wanted.isEmpty() || wanted.equals(comm.target())) {
            listed.putObject(id).put("target_name", comm.target());
          }
        });
    return reply;
  }
}
