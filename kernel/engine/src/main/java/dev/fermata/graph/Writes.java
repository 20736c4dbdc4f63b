// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The writes of one superstep on their way into the channels, in task order. Not thread-safe. */
final class Writes {
  private final Schema<?> schema;
  private final @Nullable Object[] values;
  private final @Nullable Object[] writers;
  private final boolean[] overwritten;

  Writes(Schema<?> schema, @Nullable Object[] before) {
    this.schema = schema;
    this.values = before.clone();
    this.writers = new @Nullable Object[before.length];
    this.overwritten = new boolean[before.length];
  }

  @Nullable Object[] values() {
    return values;
  }

  /**
   * Applies the writes of one task.
   *
   * @param task who writes; its text is what messages call it
   */
  Writes apply(Object task, List<Write> writes) {
    for (Write write : writes) {
      apply(task, write);
    }
    return this;
  }

  private void apply(Object task, Write write) {
    int channel = schema.index(write.channel());
    Reducer<Object> reducer = schema.reducer(channel);
    switch (write.kind()) {
      case PUT -> put(task, channel, reducer, write.value());
      case OVERWRITE -> overwrite(task, channel, write.value());
      case REMOVE -> remove(channel, reducer, write.value());
    }
  }

  private void put(
      Object task, int channel, @Nullable Reducer<Object> reducer, @Nullable Object value) {
    schema.check(channel, value);
    if (reducer == null) {
      claim(task, channel);
      values[channel] = Frozen.of(value);
    } else if (!overwritten[channel]) {
      values[channel] = reduced(channel, reducer, value);
    }
  }

  private @Nullable Object reduced(int channel, Reducer<Object> reducer, @Nullable Object value) {
    Object current = values[channel];
    if (value == null) {
      throw new GraphException.InvalidUpdate(
          "null-update",
          "channel \"%s\" has the reducer %s, which cannot take null; overwrite(null) sets null"
              .formatted(schema.name(channel), reducer));
    }
    return Frozen.of(current == null ? value : reducer.reduce(current, value));
  }

  private void overwrite(Object task, int channel, @Nullable Object value) {
    schema.check(channel, value);
    claim(task, channel);
    overwritten[channel] = true;
    values[channel] = Frozen.of(value);
  }

  private void claim(Object task, int channel) {
    Object other = writers[channel];
    if (other != null && other != task) {
      throw new GraphException.InvalidUpdate(
          "conflicting-writes",
          ("%s and %s both write channel \"%s\" in one superstep, and it has no reducer to combine"
                  + " them; give it one: .reduce(%s::%s, …), or let one node write it. Nothing of"
                  + " the superstep was stored")
              .formatted(
                  other,
                  task,
                  schema.name(channel),
                  schema.type().getSimpleName(),
                  schema.name(channel)));
    }
    writers[channel] = task;
  }

  private void remove(int channel, @Nullable Reducer<Object> reducer, @Nullable Object ids) {
    Object known = reducer;
    if (known instanceof Reducers.AppendById<?> byId && ids instanceof List<?> gone) {
      values[channel] = removed(byId, channel, gone);
    } else {
      throw new GraphException.InvalidUpdate(
          "not-removable",
          "channel \"%s\" is not reduced by appendById, so remove(id) cannot find its elements"
              .formatted(schema.name(channel)));
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // a reduced channel starts with its identity
  private <T> Object removed(Reducers.AppendById<T> reducer, int channel, List<?> ids) {
    return reducer.remove((List<T>) values[channel], ids, schema.name(channel));
  }
}
