// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

/**
 * A daemon thread of the kernel itself, which no cell can interrupt. Only such a thread may write
 * to an NIO channel: an interrupt that meets a write closes the channel for good.
 */
final class KernelThread extends Thread {
  KernelThread(Runnable task, String name) {
    super(task, name);
    setDaemon(true);
  }

  static boolean isCurrent() {
    return Thread.currentThread() instanceof KernelThread;
  }
}
