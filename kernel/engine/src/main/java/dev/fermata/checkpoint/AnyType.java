// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code Object} is declared: JSON's own types. In an untyped text every value with a JSON
 * form is written; else only what is read back as it was.
 */
final class AnyType implements ValueType {
  private final ValueTypes types;

  AnyType(ValueTypes types) {
    this.types = types;
  }

  @Override
  public void write(JsonWriter out, Object value) throws IOException {
    if (value instanceof String text) {
      out.string(text);
    } else if (value instanceof Boolean flag) {
      out.json().writeBoolean(flag);
    } else if (value instanceof Map<?, ?> map) {
      MapType.write(out, map, KeyType.ANY, this);
    } else if (value instanceof List<?> list) {
      CollectionType.write(out, list, this);
    } else if (!NumberTypes.writeAny(out, value)) {
      writeOther(out, value);
    }
  }

  private void writeOther(JsonWriter out, Object value) throws IOException {
    if (value.getClass() == Object.class) {
      throw out.notJson("Object is not JSON");
    }
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    ValueType own =
        value instanceof java.time.ZoneId ? types.of(java.time.ZoneId.class) : types.of(type);
    if (own instanceof UnsupportedType && value instanceof Collection<?>) {
      own = types.of(Collection.class);
    }
    boolean foreign = !(own instanceof UnsupportedType) && !(own instanceof RawType);
    if (!out.untyped() && foreign) {
      throw out.notJson(
          "a %s where Object is declared would be read back as plain JSON; declare its type"
              .formatted(TypeNames.ofValue(value)));
    }
    own.write(out, value);
  }

  @Override
  public @Nullable Object read(JsonReader in) throws IOException {
    return switch (in.json().currentToken()) {
      case VALUE_STRING -> in.json().getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberTypes.readAny(in);
      case START_ARRAY -> Collections.unmodifiableList(CollectionType.readAll(in, this));
      case START_OBJECT -> Collections.unmodifiableMap(MapType.readAll(in, KeyType.ANY, this));
      default -> throw in.unexpected("a JSON value");
    };
  }
}
