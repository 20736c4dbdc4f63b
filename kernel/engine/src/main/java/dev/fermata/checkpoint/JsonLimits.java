// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/**
 * How large a value may be before it is refused.
 *
 * @param depth nested objects and arrays; 1 to 1,000
 * @param payloadBytes JSON bytes of one payload or one answer
 * @param channelBytes JSON bytes of one channel
 */
public record JsonLimits(int depth, int payloadBytes, int channelBytes) {
  /** Depth 1,000; 16 MiB a payload or answer; 256 MiB a channel. */
  public static final JsonLimits DEFAULT = new JsonLimits(1_000, 16 << 20, 256 << 20);

  /**
   * Refuses limits that cannot be kept.
   *
   * @param depth 1 to 1,000
   * @param payloadBytes 1 or more
   * @param channelBytes 1 or more
   */
  public JsonLimits {
    if (depth < 1 || depth > 1_000 || payloadBytes < 1 || channelBytes < 1) {
      throw new IllegalArgumentException(
          "limits must be positive and the depth at most 1,000: depth %d, payload %d, channel %d"
              .formatted(depth, payloadBytes, channelBytes));
    }
  }
}
