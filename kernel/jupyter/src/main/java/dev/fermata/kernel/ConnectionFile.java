// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * What Jupyter's connection file says: where the five sockets listen and how messages are signed.
 *
 * @param properties as the base library reads them, complete
 */
record ConnectionFile(KernelConnectionProperties properties) {

  ConnectionFile {
    if (properties.getTransport() == null || properties.getIp() == null) {
      throw new IllegalArgumentException("it names no transport or no ip");
    }
    var signed = properties.getKey() != null && !properties.getKey().isEmpty();
    if (signed && !"hmac-sha256".equals(properties.getSignatureScheme())) {
      throw new IllegalArgumentException(
          "its signature_scheme is \""
              + properties.getSignatureScheme()
              + "\"; only hmac-sha256 is supported");
    }
  }

  static ConnectionFile read(Path file) throws IOException {
    try {
      var properties = KernelConnectionProperties.parse(Files.readString(file));
      if (properties == null) {
        throw new IllegalArgumentException("it is empty");
      }
      return new ConnectionFile(properties);
    } catch (RuntimeException e) {
      throw new IOException(
          "the connection file \"" + file + "\" cannot be used: " + e.getMessage(), e);
    }
  }

  boolean signed() {
    return properties.getKey() != null && !properties.getKey().isEmpty();
  }

  /** One generator a user: the library's is locked while it computes. */
  HMACGenerator newSigner() {
    try {
      return signed() ? properties.createHMACGenerator() : HMACGenerator.NO_AUTH_INSTANCE;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no hmac-sha256", e);
    }
  }

  /** The address of a port; ipc sockets append it with a dash, as Jupyter does. */
  String address(int port) {
    var separator = "tcp".equals(properties.getTransport()) ? ":" : "-";
    return properties.getTransport() + "://" + properties.getIp() + separator + port;
  }
}
