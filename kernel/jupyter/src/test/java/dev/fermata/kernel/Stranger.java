// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Sends anything to the two sockets that carry no requests: iopub and heartbeat. */
final class Stranger implements AutoCloseable {
  private final ZContext context = new ZContext();
  private final ZMQ.Socket iopub = context.createSocket(SocketType.XSUB);
  private final ZMQ.Socket heartbeat = context.createSocket(SocketType.DEALER);

  Stranger(ConnectionFile file) {
    iopub.connect(file.address(file.properties().getIopubPort()));
    heartbeat.connect(file.address(file.properties().getHbPort()));
    heartbeat.setReceiveTimeOut((int) TestClient.PATIENCE.toMillis());
  }

  /** On an XSUB socket a frame that starts with 1 or 0 subscribes or unsubscribes. */
  void publish(List<byte[]> frames) {
    frames.forEach(frame -> iopub.send(frame, 0));
    while (iopub.recv(ZMQ.DONTWAIT) != null) {
      // what it has subscribed to is of no interest
    }
  }

  void beat(List<byte[]> frames) {
    for (var i = 0; i < frames.size(); i++) {
      heartbeat.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  /** Sends a beat and waits for its echo; empty when it does not come. */
  String echoOf(String beat) {
    heartbeat.send(beat);
    for (var echo = heartbeat.recv(); echo != null; echo = heartbeat.recv()) {
      var text = new String(echo, UTF_8);
      if (text.equals(beat)) {
        return text;
      }
    }
    return "";
  }

  @Override
  public void close() {
    context.close();
  }
}
