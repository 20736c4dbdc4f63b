// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.UUID;

/** Connection files for kernels of tests. */
final class FreePorts {
  private FreePorts() {}

  static ConnectionFile connectionFile() {
    return connectionFile(UUID.randomUUID().toString());
  }

  static ConnectionFile connectionFile(String key) {
    var ports = five();
    return new ConnectionFile(
        new KernelConnectionProperties(
            "127.0.0.1",
            ports[0],
            ports[1],
            ports[2],
            ports[3],
            ports[4],
            "tcp",
            "hmac-sha256",
            key));
  }

  /** All five are held until all are known, so that none comes twice. */
  private static int[] five() {
    var held = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < 5; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      var ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      for (var socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
