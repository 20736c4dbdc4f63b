// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Jupyter's connection file says: where the five sockets listen and how messages are signed.
 *
 * @param properties complete
 */
record ConnectionFile(KernelConnectionProperties properties) {

  ConnectionFile {
    if (properties.getTransport() == null || properties.getIp() == null) {
      throw new IllegalArgumentException("it names no transport or no ip");
    }
    if (key(properties).isPresent() && !"hmac-sha256".equals(properties.getSignatureScheme())) {
      throw new IllegalArgumentException(
          "its signature_scheme is \""
              + properties.getSignatureScheme()
              + "\"; only hmac-sha256 is supported");
    }
  }

  static ConnectionFile read(Path file) throws IOException {
    try {
      return new ConnectionFile(properties(Jsons.readObject(Files.readAllBytes(file))));
    } catch (NoSuchFileException e) {
      throw unusable(file, "there is no such file", e);
    } catch (IOException | RuntimeException e) {
      throw unusable(file, e.getMessage(), e);
    }
  }

  private static IOException unusable(Path file, @Nullable String why, Exception cause) {
    return new IOException("the connection file \"" + file + "\" cannot be used: " + why, cause);
  }

  /** The base library would start a JSON library of its own for this, while somebody waits. */
  private static KernelConnectionProperties properties(ObjectNode json) {
    return new KernelConnectionProperties(
        json.path("ip").asText(null),
        json.path("control_port").asInt(),
        json.path("shell_port").asInt(),
        json.path("stdin_port").asInt(),
        json.path("hb_port").asInt(),
        json.path("iopub_port").asInt(),
        json.path("transport").asText(null),
        json.path("signature_scheme").asText(null),
        json.path("key").asText(null));
  }

  /** Empty when messages are not signed. */
  Optional<Signer> signer() {
    return key(properties).map(Signer::new);
  }

  /** An empty one means that messages are not signed. */
  private static Optional<String> key(KernelConnectionProperties properties) {
    return Optional.ofNullable(properties.getKey()).filter(key -> !key.isEmpty());
  }

  /** The address of a port; ipc sockets append it with a dash, as Jupyter does. */
  String address(int port) {
    var separator = "tcp".equals(properties.getTransport()) ? ":" : "-";
    return properties.getTransport() + "://" + properties.getIp() + separator + port;
  }
}
