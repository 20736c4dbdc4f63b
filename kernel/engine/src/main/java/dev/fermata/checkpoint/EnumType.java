// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An enum: its constants by name. */
final class EnumType implements ValueType {
  private final Class<?> type;
  private final Map<String, Object> constants;

  EnumType(Class<?> type) {
    this.type = type;
    this.constants =
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toMap(
                    c -> ((Enum<?>) c).name(), c -> c, (a, b) -> a, LinkedHashMap::new));
  }

  @Override
  public void write(JsonWriter out, Object value) throws IOException {
    if (!type.isInstance(value)) {
      throw out.wrongValue(value, TypeNames.of(type));
    }
    out.json().writeString(((Enum<?>) value).name());
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    return constant(in, in.string("a constant of " + TypeNames.of(type)));
  }

  Object constant(JsonReader in, String name) {
    Object constant = constants.get(name);
    if (constant == null) {
      throw in.mismatch(
          "\"%s\" is not a constant of %s; constants: %s"
              .formatted(name, TypeNames.of(type), String.join(", ", constants.keySet())));
    }
    return constant;
  }
}
