// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a channel at one checkpoint, sharing what it has in common with earlier ones. */
sealed interface ChannelValue {
  /** A whole value. */
  record Whole(Json json) implements ChannelValue {}

  /** An earlier value and what was added at its end. */
  record Longer(ChannelValue before, List<Json> items) implements ChannelValue {}

  /** The value after a change. */
  static ChannelValue after(@Nullable ChannelValue before, ChannelChange change) {
    if (change instanceof ChannelChange.Replace replace) {
      return new Whole(replace.value());
    }
    List<Json> items = List.copyOf(((ChannelChange.Append) change).items());
    if (before == null) {
      return new Whole(Json.NULL.appended(items));
    }
    if (before instanceof Whole whole) {
      whole.json.appended(List.of()); // refuses a channel that holds no list
    }
    return new Longer(before, items);
  }

  /** The full text; costs time for all of it. */
  default Json json() {
    Deque<List<Json>> added = new ArrayDeque<>();
    ChannelValue value = this;
    while (value instanceof Longer longer) {
      added.push(longer.items());
      value = longer.before();
    }
    Json base = ((Whole) value).json;
    if (added.isEmpty()) {
      return base;
    }
    List<Json> items = new ArrayList<>();
    added.forEach(items::addAll);
    return base.appended(items);
  }
}
