// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.util.zip.CRC32C;

/**
 * The frame around each record: a magic byte, the layout version, the content, and a checksum over
 * the key and all of that, so that a record is recognised only whole and only under its own key.
 */
final class Frame {
  /** How this package writes records; higher in those that only a later one can read. */
  static final int LAYOUT = 1;

  private static final byte MAGIC = (byte) 0xFE;
  private static final int HEAD = 2;
  private static final int TAIL = 4;

  private Frame() {}

  static byte[] wrap(byte[] key, byte[] content) {
    byte[] framed = new byte[HEAD + content.length + TAIL];
    framed[0] = MAGIC;
    framed[1] = LAYOUT;
    System.arraycopy(content, 0, framed, HEAD, content.length);
    int checksum = checksum(key, framed, HEAD + content.length);
    for (int i = 0; i < TAIL; i++) {
      framed[HEAD + content.length + i] = (byte) (checksum >>> (24 - 8 * i));
    }
    return framed;
  }

  /** The content's fields; refuses what is not a whole record of this key. */
  static Fields.Reader unwrap(byte[] key, byte[] framed) {
    int end = framed.length - TAIL;
    if (!isWhole(key, framed)) {
      throw Damage.of("a record of type " + Keys.typeName(key) + " is incomplete or changed");
    }
    if (framed[1] > LAYOUT) {
      throw new CheckpointException(
          "store-newer",
          "a record of type %s was written by a newer version of Fermata (layout %d, this one"
                  .formatted(Keys.typeName(key), framed[1])
              + " knows %d); update Fermata".formatted(LAYOUT));
    }
    return new Fields.Reader(framed, HEAD, end);
  }

  /** Whether this is a whole record of the key, of whatever version. */
  static boolean isWhole(byte[] key, byte[] framed) {
    int end = framed.length - TAIL;
    if (end < HEAD || framed[0] != MAGIC) {
      return false;
    }
    int checksum = checksum(key, framed, end);
    for (int i = 0; i < TAIL; i++) {
      if (framed[end + i] != (byte) (checksum >>> (24 - 8 * i))) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] key, byte[] framed, int end) {
    CRC32C crc = new CRC32C();
    crc.update(key, 0, key.length);
    crc.update(framed, 0, end);
    return (int) crc.getValue();
  }
}
