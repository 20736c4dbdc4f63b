// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

/** The layout of UTF-8 bytes. */
final class Utf8 {
  private Utf8() {}

  /** Where a character begins whose last bytes are missing; the length when none does. */
  static int endOfWholeCharacters(byte[] bytes) {
    for (var back = 1; back <= Math.min(3, bytes.length); back++) {
      var b = bytes[bytes.length - back] & 0xff;
      if (b >= 0xc0) {
        return lengthOfCharacter(b) > back ? bytes.length - back : bytes.length;
      }
      if (b < 0x80) {
        break;
      }
    }
    return bytes.length;
  }

  private static int lengthOfCharacter(int firstByte) {
    if (firstByte >= 0xf0) {
      return 4;
    }
    return firstByte >= 0xe0 ? 3 : 2;
  }
}
