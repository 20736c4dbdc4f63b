// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where a kernel in training listens on this machine.
 *
 * @param ports of the channels, in their order in a connection file
 * @param key signs the messages, so that nobody else on this machine can run cells
 */
record TrainingConnection(List<Integer> ports, String key) {
  private static final List<String> CHANNELS = List.of("shell", "iopub", "stdin", "control", "hb");

  TrainingConnection {
    ports = List.copyOf(ports);
  }

  /** Of ports that nobody listens at, and a new key. */
  static TrainingConnection free() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < CHANNELS.size(); i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      return new TrainingConnection(ports, UUID.randomUUID().toString());
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  /** Writes the connection file that the kernel is started with. */
  void write(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    ObjectNode connection = json.createObjectNode();
    connection.put("transport", "tcp").put("ip", "127.0.0.1");
    connection.put("signature_scheme", "hmac-sha256").put("key", key);
    for (int i = 0; i < CHANNELS.size(); i++) {
      connection.put(CHANNELS.get(i) + "_port", ports.get(i));
    }
    Files.writeString(file, json.writeValueAsString(connection));
  }

  String shell() {
    return "tcp://127.0.0.1:" + ports.get(0);
  }

  String iopub() {
    return "tcp://127.0.0.1:" + ports.get(1);
  }
}
