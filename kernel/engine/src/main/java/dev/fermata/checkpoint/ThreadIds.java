// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/**
 * What a thread id may be. Any text of a person will do; two that look alike may be two threads.
 */
final class ThreadIds {
  private static final int MAX = 256;

  private ThreadIds() {}

  static void require(String thread) {
    int length = thread.codePointCount(0, thread.length());
    if (length < 1 || length > MAX) {
      throw new CheckpointException(
          "bad-thread-id",
          "a thread id has 1 to %d characters, this one has %d; choose another"
              .formatted(MAX, length));
    }
    if (Surrogates.firstLone(thread) >= 0) {
      throw new CheckpointException(
          "bad-thread-id",
          "the thread id holds half a surrogate pair, which is not text; choose another");
    }
  }
}
