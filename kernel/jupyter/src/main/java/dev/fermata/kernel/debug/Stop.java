// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A thread that stands still.
 *
 * @param serial counted from 1
 * @param thread the thread
 * @param why what made it stop
 * @param frames its call stack, innermost first
 * @param order completed to let it go on; with a step, or to the next breakpoint
 */
record Stop(
    int serial,
    CellExecution thread,
    Cause why,
    List<Frame> frames,
    CompletableFuture<Optional<Step.Kind>> order) {
  /** Of a deep recursion the innermost frames are shown. */
  static final int MOST_FRAMES = 500;

  /**
   * What made a thread stop.
   *
   * @param reason one of the protocol's words
   * @param text more about it; "" when there is nothing to say
   */
  record Cause(String reason, String text) {}

  /** The number of a frame, which no frame of another stop has. */
  int frameId(int index) {
    return serial * MOST_FRAMES + index;
  }

  Optional<Frame> frame(int id) {
    int index = id - serial * MOST_FRAMES;
    return index >= 0 && index < frames.size() ? Optional.of(frames.get(index)) : Optional.empty();
  }
}
