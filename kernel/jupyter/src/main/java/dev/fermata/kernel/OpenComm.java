// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.display.Comms;
import java.util.function.Consumer;

/** An open comm. */
final class OpenComm implements Comms.Comm {
  private final CommRegistry registry;
  private final String id;
  private final String target;
  private volatile Consumer<Comms.Message> onMessage = message -> {};
  private volatile Consumer<Comms.Message> onClose = message -> {};

  OpenComm(CommRegistry registry, String id, String target) {
    this.registry = registry;
    this.id = id;
    this.target = target;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public void send(Comms.Message message) {
    registry.send("comm_msg", Jsons.object().put("comm_id", id), message);
  }

  @Override
  public void close(Comms.Message message) {
    registry.forget(id);
    registry.send("comm_close", Jsons.object().put("comm_id", id), message);
  }

  @Override
  public void onMessage(Consumer<Comms.Message> handler) {
    onMessage = handler;
  }

  @Override
  public void onClose(Consumer<Comms.Message> handler) {
    onClose = handler;
  }

  void received(Comms.Message message) {
    onMessage.accept(message);
  }

  void closedByFrontEnd(Comms.Message message) {
    onClose.accept(message);
  }
}
