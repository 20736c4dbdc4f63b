// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids of runs, tasks and interrupts. */
final class Ids {
  private Ids() {}

  /** A new run id: 16 hex digits. */
  static String run() {
    UUID random = UUID.randomUUID();
    return HexFormat.of()
        .toHexDigits(random.getMostSignificantBits() ^ random.getLeastSignificantBits());
  }

  /** 32 hex digits that say nothing about the parts but change with each. */
  static String of(Object... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
