// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import org.jspecify.annotations.Nullable;

/**
 * One write to a channel.
 *
 * @param channel which one
 * @param kind how the value is meant
 * @param value a value of the channel, or the ids to remove
 */
record Write(ChannelRef channel, Kind kind, @Nullable Object value) {
  enum Kind {
    /** Through the channel's reducer, if it has one. */
    PUT,
    /** Past the reducer. */
    OVERWRITE,
    /** Takes elements with these ids out of a list reduced by id. */
    REMOVE
  }
}
