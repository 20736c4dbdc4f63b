// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Signs messages with HMAC-SHA256 (RFC 2104), which Jupyter's protocol asks for. Java's own {@code
 * Mac} gives the same; before the first one it reads and checks all of Java's cryptography, 40 ms
 * of a start. Thread-safe.
 */
final class Signer {
  private static final String HASH = "SHA-256";
  private static final int BLOCK = 64;

  private final byte[] inner;
  private final byte[] outer;

  /**
   * Of one connection.
   *
   * @param key any text but an empty one
   */
  Signer(String key) {
    var bytes = key.getBytes(UTF_8);
    var block = Arrays.copyOf(bytes.length > BLOCK ? hash(bytes) : bytes, BLOCK);
    inner = masked(block, 0x36);
    outer = masked(block, 0x5c);
  }

  private static byte[] masked(byte[] block, int mask) {
    var masked = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      masked[i] = (byte) (block[i] ^ mask);
    }
    return masked;
  }

  /**
   * The signature of some bytes.
   *
   * @param parts as if they stood in one array
   * @return in hexadecimal digits
   */
  String sign(byte[]... parts) {
    var digest = digest();
    digest.update(inner);
    for (var part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(hash(outer, digest.digest()));
  }

  private static byte[] hash(byte[]... parts) {
    var digest = digest();
    for (var part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance(HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + HASH, e);
    }
  }
}
