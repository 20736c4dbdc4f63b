// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.List;

/** How one channel of a new checkpoint differs from its parent's. */
public sealed interface ChannelChange {
  /**
   * The channel has this value now.
   *
   * @param value the whole value
   */
  record Replace(Json value) implements ChannelChange {}

  /**
   * The channel holds a JSON array (or nothing yet) and these elements were added at its end. A
   * checkpointer may store just the elements, so that a step costs the size of its change.
   *
   * @param items the added elements, each one JSON text
   */
  record Append(List<Json> items) implements ChannelChange {}
}
