// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.ThreadInfo.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The byte layout of keys, and nothing else. Numbers are big-endian, so that keys sort as numbers.
 *
 * <pre>
 * 00                                                        header
 * 08 number(3)                                              name
 * 09 hash(16)                                               number of a name
 * 10 status(1) change(8)                                    index of threads by status
 * 20 hash of the thread id(16)                              thread
 * 30 thread(6) hash of the name(16)                         namespace other than ""
 * 40 thread(6) namespace(3) checkpoint(5) 00                checkpoint
 * 40 thread(6) namespace(3) checkpoint(5) 01 hash(16)       pending write beside it
 * </pre>
 *
 * <p>Checkpoints sort last, by the number of their thread: the newest thread is at the end of the
 * tree, where pages are filled without gaps.
 */
final class Keys {
  /** The header's key. */
  static final byte[] HEADER = {0};

  /** The largest checkpoint id a key can hold. */
  static final long MAX_ID = (1L << 40) - 1;

  private static final byte NAME = 0x08;
  private static final byte NAME_NUMBER = 0x09;
  private static final byte INDEX = 0x10;
  private static final byte THREAD = 0x20;
  private static final byte NAMESPACE = 0x30;
  private static final byte CHECKPOINT = 0x40;
  private static final int HASH = 16;

  private Keys() {}

  static byte[] name(long number) {
    return number(head(NAME, 3), 1, 3, number);
  }

  static byte[] nameNumber(String name) {
    return hash(head(NAME_NUMBER, HASH), 1, name.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] index(Status status) {
    byte[] key = head(INDEX, 1);
    key[1] = (byte) Codes.of(status);
    return key;
  }

  static byte[] index(Status status, long change) {
    byte[] key = head(INDEX, 9);
    key[1] = (byte) Codes.of(status);
    return number(key, 2, 8, change);
  }

  static long changeOf(byte[] indexKey) {
    long change = 0;
    for (int i = 2; i < 10; i++) {
      change = change << 8 | (indexKey[i] & 0xFF);
    }
    return change;
  }

  static byte[] thread(String id) {
    return hash(head(THREAD, HASH), 1, id.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] namespaces(long thread) {
    return number(head(NAMESPACE, 6), 1, 6, thread);
  }

  static byte[] namespace(long thread, String name) {
    byte[] key = number(head(NAMESPACE, 6 + HASH), 1, 6, thread);
    return hash(key, 7, name.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] checkpoints(long thread) {
    return number(head(CHECKPOINT, 6), 1, 6, thread);
  }

  static byte[] checkpoint(long thread, long namespace, long id) {
    return position(15, thread, namespace, id);
  }

  /** What the keys of all checkpoints of the same namespace start with. */
  static byte[] prefixOfNamespace(byte[] checkpoint) {
    return Arrays.copyOf(checkpoint, 10);
  }

  static byte[] writes(long thread, long namespace, long id) {
    byte[] key = position(15, thread, namespace, id);
    key[15] = 1;
    return key;
  }

  static byte[] write(long thread, long namespace, long id, String task, String kind, String key) {
    byte[] result = position(15 + HASH, thread, namespace, id);
    result[15] = 1;
    byte[] what = (task + '\0' + kind + '\0' + key).getBytes(StandardCharsets.UTF_8);
    return hash(result, 16, what);
  }

  /** The same key in another thread, for keys of namespaces, checkpoints and writes. */
  static byte[] moved(byte[] key, long thread) {
    return number(key.clone(), 1, 6, thread);
  }

  static boolean isCheckpoint(byte[] key) {
    return key.length == 16 && key[0] == CHECKPOINT && key[15] == 0;
  }

  static boolean isName(byte[] key) {
    return key.length == 4 && key[0] == NAME;
  }

  static long nameNumberOf(byte[] nameKey) {
    return number(nameKey, 1, 3);
  }

  static boolean isThread(byte[] key) {
    return key.length == 1 + HASH && key[0] == THREAD;
  }

  static long threadOf(byte[] key) {
    return number(key, 1, 6);
  }

  static long namespaceOf(byte[] key) {
    return number(key, 7, 3);
  }

  static long idOf(byte[] key) {
    return number(key, 10, 5);
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** What kind of record lies under a key, for messages. */
  static String typeName(byte[] key) {
    return switch (key.length == 0 ? -1 : key[0]) {
      case 0 -> "header";
      case NAME, NAME_NUMBER -> "name";
      case INDEX -> "index";
      case THREAD -> "thread";
      case NAMESPACE -> "namespace";
      case CHECKPOINT -> key.length == 16 ? "checkpoint" : "pending write";
      default -> "unknown";
    };
  }

  private static byte[] head(byte type, int more) {
    byte[] key = new byte[1 + more];
    key[0] = type;
    return key;
  }

  private static byte[] position(int more, long thread, long namespace, long id) {
    byte[] key = number(head(CHECKPOINT, more), 1, 6, thread);
    number(key, 7, 3, namespace);
    return number(key, 10, 5, id);
  }

  private static byte[] number(byte[] key, int at, int length, long value) {
    if (value >>> (8 * Math.min(length, 7)) != 0 && length < 8) {
      throw new IllegalStateException("the store cannot count beyond " + value);
    }
    for (int i = 0; i < length; i++) {
      key[at + i] = (byte) (value >>> (8 * (length - 1 - i)));
    }
    return key;
  }

  private static long number(byte[] key, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | (key[at + i] & 0xFF);
    }
    return value;
  }

  private static byte[] hash(byte[] key, int at, byte[] what) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(what);
      System.arraycopy(digest, 0, key, at, HASH);
      return key;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has SHA-256
    }
  }
}
