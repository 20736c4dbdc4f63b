// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a record one after the other, short numbers in few bytes. */
final class Fields {
  private static final int ID = 16;

  private byte[] bytes = new byte[128];
  private int size;

  Fields number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    ensure(9);
    long rest = value;
    while (rest >= 0x80) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  Fields signed(long value) {
    return number(value < 0 ? -value * 2 - 1 : value * 2);
  }

  Fields instant(Instant value) {
    return signed(value.getEpochSecond()).number(value.getNano());
  }

  Fields bytes(byte[] value) {
    number(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  Fields text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** An id of 32 hex digits in half the space, or any other text. */
  Fields id(String value) {
    byte[] packed = packed(value);
    if (packed == null) {
      return number(1).text(value);
    }
    number(0);
    ensure(ID);
    System.arraycopy(packed, 0, bytes, size, ID);
    size += ID;
    return this;
  }

  private static byte @Nullable [] packed(String value) {
    if (value.length() != 2 * ID) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return null;
      }
    }
    return HexFormat.of().parseHex(value);
  }

  Fields json(Json value) {
    return bytes(value.bytes());
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Reads fields in the order they were written. */
  static final class Reader {
    private final byte[] bytes;
    private final int end;
    private int at;

    Reader(byte[] bytes, int start, int end) {
      this.bytes = bytes;
      this.at = start;
      this.end = end;
    }

    Reader(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    boolean more() {
      return at < end;
    }

    long number() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (at >= end) {
          throw Damage.of("a record ends too early");
        }
        byte next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw Damage.of("a record holds a number that is too long");
    }

    long signed() {
      long value = number();
      return (value & 1) == 0 ? value >>> 1 : -(value >>> 1) - 1;
    }

    Instant instant() {
      return Instant.ofEpochSecond(signed(), number());
    }

    int count() {
      long value = number();
      if (value < 0 || value > end - at) {
        throw Damage.of("a record promises more than it holds");
      }
      return (int) value;
    }

    byte[] bytes() {
      int length = count();
      byte[] value = Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      return value;
    }

    void skipBytes() {
      int length = count();
      at += length;
    }

    String text() {
      int length = count();
      String value = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return value;
    }

    /** All that was not read yet, unchanged. */
    Fields rest() {
      Fields rest = new Fields();
      rest.ensure(end - at);
      System.arraycopy(bytes, at, rest.bytes, 0, end - at);
      rest.size = end - at;
      return rest;
    }

    String id() {
      if (number() != 0) {
        return text();
      }
      if (end - at < ID) {
        throw Damage.of("a record ends too early");
      }
      String id = HexFormat.of().formatHex(bytes, at, at + ID);
      at += ID;
      return id;
    }

    Json json() {
      return Json.ofBytes(bytes());
    }
  }
}
