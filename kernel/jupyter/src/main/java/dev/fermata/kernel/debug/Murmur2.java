// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The 32 bit MurmurHash2 of Austin Appleby, by which front ends name cells. */
final class Murmur2 {
  private static final int FACTOR = 0x5bd1e995;

  private Murmur2() {}

  /** The hash of a text's UTF-8 bytes, as an unsigned number. */
  static long hash(String text, int seed) {
    var bytes = ByteBuffer.wrap(text.getBytes(UTF_8)).order(ByteOrder.LITTLE_ENDIAN);
    int hash = seed ^ bytes.remaining();
    while (bytes.remaining() >= Integer.BYTES) {
      hash = hash * FACTOR ^ mixed(bytes.getInt());
    }
    if (bytes.hasRemaining()) {
      for (int shift = 0; bytes.hasRemaining(); shift += Byte.SIZE) {
        hash ^= (bytes.get() & 0xff) << shift;
      }
      hash *= FACTOR;
    }
    hash ^= hash >>> 13;
    hash *= FACTOR;
    return Integer.toUnsignedLong(hash ^ hash >>> 15);
  }

  private static int mixed(int word) {
    int product = word * FACTOR;
    return (product ^ product >>> 24) * FACTOR;
  }
}
