// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Some of the channels of a state: those an input may write, or those an output shows.
 *
 * @param type the record that names them; null for all
 * @param channels their places
 */
record View(@Nullable Class<?> type, BitSet channels) {
  static View all(int size) {
    BitSet channels = new BitSet(size);
    channels.set(0, size);
    return new View(null, channels);
  }

  /** The channels a record names; each must be one of the state, of the same type. */
  static View of(Schema<?> schema, Class<? extends Record> type) {
    RecordShape shape = RecordShape.of(type);
    BitSet channels = new BitSet(schema.size());
    for (int i = 0; i < shape.size(); i++) {
      int channel = schema.indexOf(shape.name(i));
      if (channel < 0) {
        throw States.unknown(schema, shape.name(i));
      }
      if (!schema.type(channel).equals(shape.type(i))) {
        throw new GraphException.InvalidGraph(
            "view-type",
            "component \"%s\" of %s has the type %s, in the state %s it has the type %s; both must be the same"
                .formatted(
                    shape.name(i),
                    type.getSimpleName(),
                    shape.type(i).getTypeName(),
                    schema.type().getSimpleName(),
                    schema.type(channel).getTypeName()));
      }
      channels.set(channel);
    }
    return new View(type, channels);
  }

  boolean has(int channel) {
    return channels.get(channel);
  }

  /** Refuses an input for a channel that is not in this view. */
  void requireInput(Schema<?> schema, int channel) {
    if (type != null && !has(channel)) {
      throw new GraphException.InvalidUpdate(
          "not-an-input",
          "channel \"%s\" cannot be given as input: the graph takes %s; inputs: %s"
              .formatted(
                  schema.name(channel),
                  type.getSimpleName(),
                  Names.listed(channels.stream().mapToObj(schema::name).toList())));
    }
  }
}
