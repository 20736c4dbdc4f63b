// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How values of one declared type are written as JSON and read back. Immutable, thread-safe. */
interface ValueType {
  /** Writes one value that is not null. */
  void write(JsonWriter out, Object value) throws IOException;

  /** Reads the value that starts at the current token, which is not {@code null}. */
  @Nullable Object read(JsonReader in) throws IOException;

  /** Writes the Java value null. */
  default void writeNull(JsonWriter out) throws IOException {
    out.json().writeNull();
  }

  /** What a JSON null becomes. */
  default @Nullable Object readNull(JsonReader in) {
    return null;
  }

  /** What a component becomes that the JSON object does not have. */
  default @Nullable Object readAbsent(JsonReader in) {
    return readNull(in);
  }
}
