// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@link Json} inside a value: its text stands where the value stands. */
final class RawType implements ValueType {
  @Override
  public void write(JsonWriter out, Object value) throws IOException {
    if (!(value instanceof Json json)) {
      throw out.wrongValue(value, "Json");
    }
    out.raw(json.bytes());
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    return in.slice();
  }

  @Override
  public Object readNull(JsonReader in) {
    return Json.NULL;
  }

  @Override
  public @Nullable Object readAbsent(JsonReader in) {
    return null;
  }
}
