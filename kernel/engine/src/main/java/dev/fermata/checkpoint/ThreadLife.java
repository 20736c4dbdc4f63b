// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/**
 * One life of a thread: from its first batch until it is deleted. A thread that is begun again
 * under the same id counts its checkpoints from 1 again, so ids alone do not tell the two apart.
 * Got from {@link Checkpointer#life}, carried in batches by {@link WriteBatch.ExpectLife}.
 *
 * <p>The life of a thread that does not exist yet begins with the first batch that carries it and
 * makes the thread; all batches that carry the same object belong to it from then on. Thread-safe:
 * only the checkpointer changes it, while it applies a batch.
 */
public final class ThreadLife {
  private volatile long number;

  /**
   * A life.
   *
   * @param number what tells it from other lives in its checkpointer; 0 for one that has not begun
   */
  public ThreadLife(long number) {
    this.number = number;
  }

  /**
   * What tells it from other lives in its checkpointer.
   *
   * @return 0 while it has not begun
   */
  public long number() {
    return number;
  }

  /**
   * For checkpointers: the batch that makes the thread is applied, or is taken back.
   *
   * @param newNumber the number of the thread that was made; 0 when its batch was not committed
   */
  public void begin(long newNumber) {
    number = newNumber;
  }
}
