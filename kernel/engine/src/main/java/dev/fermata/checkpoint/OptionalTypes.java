// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Optionals: the value itself, or JSON null when empty. A null reference where an Optional is
 * declared has no JSON form, because it would be read back as an empty one.
 *
 * @param type the optional's class
 * @param value the type of what it holds
 * @param unwrap optional to value
 * @param wrap value to optional
 * @param empty the empty one
 */
record OptionalTypes(
    Class<?> type,
    ValueType value,
    Function<Object, Optional<?>> unwrap,
    Function<Object, Object> wrap,
    Object empty)
    implements ValueType {

  static ValueType of(ValueType value) {
    return new OptionalTypes(
        Optional.class, value, o -> (Optional<?>) o, Optional::of, Optional.empty());
  }

  static ValueType ofInt(ValueType value) {
    return new OptionalTypes(
        OptionalInt.class,
        value,
        o ->
            ((OptionalInt) o).isPresent()
                ? Optional.of(((OptionalInt) o).getAsInt())
                : Optional.empty(),
        v -> OptionalInt.of((Integer) v),
        OptionalInt.empty());
  }

  static ValueType ofLong(ValueType value) {
    return new OptionalTypes(
        OptionalLong.class,
        value,
        o ->
            ((OptionalLong) o).isPresent()
                ? Optional.of(((OptionalLong) o).getAsLong())
                : Optional.empty(),
        v -> OptionalLong.of((Long) v),
        OptionalLong.empty());
  }

  static ValueType ofDouble(ValueType value) {
    return new OptionalTypes(
        OptionalDouble.class,
        value,
        o ->
            ((OptionalDouble) o).isPresent()
                ? Optional.of(((OptionalDouble) o).getAsDouble())
                : Optional.empty(),
        v -> OptionalDouble.of((Double) v),
        OptionalDouble.empty());
  }

  @Override
  public void write(JsonWriter out, Object object) throws IOException {
    if (!type.isInstance(object)) {
      throw out.wrongValue(object, type.getSimpleName());
    }
    out.value(value, unwrap.apply(object).orElse(null));
  }

  @Override
  public void writeNull(JsonWriter out) {
    throw out.notJson("null where " + type.getSimpleName() + " is declared; use its empty value");
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    Object content = value.read(in);
    return content == null ? empty : wrap.apply(content);
  }

  @Override
  public Object readNull(JsonReader in) {
    return empty;
  }
}
