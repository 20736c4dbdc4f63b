// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Numbers, exact in both directions; NaN and the infinities have no JSON form. */
final class NumberTypes {
  private NumberTypes() {}

  static Map<Class<?>, ValueType> all() {
    Map<Class<?>, ValueType> types = new HashMap<>();
    types.put(byte.class, primitive("byte", whole(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE)));
    types.put(Byte.class, whole(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE));
    types.put(
        short.class, primitive("short", whole(Short.class, Short.MIN_VALUE, Short.MAX_VALUE)));
    types.put(Short.class, whole(Short.class, Short.MIN_VALUE, Short.MAX_VALUE));
    Whole ints = whole(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE);
    types.put(int.class, primitive("int", ints));
    types.put(Integer.class, ints);
    Whole longs = whole(Long.class, Long.MIN_VALUE, Long.MAX_VALUE);
    types.put(long.class, primitive("long", longs));
    types.put(Long.class, longs);
    types.put(double.class, primitive("double", new Doubles()));
    types.put(Double.class, new Doubles());
    types.put(float.class, primitive("float", new Floats()));
    types.put(Float.class, new Floats());
    types.put(BigInteger.class, new BigIntegers());
    types.put(BigDecimal.class, new BigDecimals());
    types.put(Number.class, new Numbers());
    return types;
  }

  private static Whole whole(Class<? extends Number> type, long min, long max) {
    LongFunction<Number> box =
        type == Byte.class
            ? n -> (byte) n
            : type == Short.class ? n -> (short) n : type == Integer.class ? n -> (int) n : n -> n;
    return new Whole(type, min, max, box);
  }

  static ValueType primitive(String name, ValueType boxed) {
    return new Primitive(name, boxed);
  }

  /** Writes any number class that JSON can hold; whether it did. */
  static boolean writeAny(JsonWriter out, Object value) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      out.json().writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      writeDouble(out, number);
    } else if (value instanceof Float number) {
      writeFloat(out, number);
    } else if (value instanceof BigDecimal number) {
      out.json().writeNumber(number);
    } else if (value instanceof BigInteger number) {
      out.json().writeNumber(number);
    } else if (value instanceof Short || value instanceof Byte) {
      out.json().writeNumber(((Number) value).longValue());
    } else {
      return false;
    }
    return true;
  }

  /** The smallest of Integer, Long, BigInteger, Double and BigDecimal that is exact. */
  static Number readAny(JsonReader in) throws IOException {
    if (in.at(JsonToken.VALUE_NUMBER_INT)) {
      return in.json().getNumberValue();
    }
    String text = in.json().getText();
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      return new BigDecimal(text);
    }
    BigDecimal exact = new BigDecimal(text);
    return new BigDecimal(Double.toString(number)).compareTo(exact) == 0 ? number : exact;
  }

  private static void writeDouble(JsonWriter out, double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw out.notJson(number + " is not JSON");
    }
    out.json().writeNumber(number);
  }

  private static void writeFloat(JsonWriter out, float number) throws IOException {
    if (!Float.isFinite(number)) {
      throw out.notJson(number + " is not JSON");
    }
    out.json().writeNumber(number);
  }

  private static boolean atNumber(JsonReader in) {
    return in.at(JsonToken.VALUE_NUMBER_INT) || in.at(JsonToken.VALUE_NUMBER_FLOAT);
  }

  /** A primitive type: as its box, without null. */
  private record Primitive(String name, ValueType boxed) implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      boxed.write(out, value);
    }

    @Override
    public void writeNull(JsonWriter out) {
      throw out.notJson("null where " + name + " is declared");
    }

    @Override
    public @Nullable Object read(JsonReader in) throws IOException {
      return boxed.read(in);
    }

    @Override
    public Object readNull(JsonReader in) {
      throw in.mismatch("null where " + name + " is declared");
    }

    @Override
    public Object readAbsent(JsonReader in) {
      throw in.mismatch("is missing; " + name + " has no null");
    }
  }

  private record Whole(Class<? extends Number> type, long min, long max, LongFunction<Number> box)
      implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!type.isInstance(value)) {
        throw out.wrongValue(value, type.getSimpleName());
      }
      out.json().writeNumber(((Number) value).longValue());
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (!in.at(JsonToken.VALUE_NUMBER_INT)) {
        throw in.unexpected("a whole number (" + type.getSimpleName() + ")");
      }
      if (in.json().getNumberValue() instanceof BigInteger) {
        throw outOfRange(in);
      }
      long number = in.json().getLongValue();
      if (number < min || number > max) {
        throw outOfRange(in);
      }
      return box.apply(number);
    }

    private NotJsonException outOfRange(JsonReader in) throws IOException {
      return in.unexpected("a number from " + min + " to " + max);
    }
  }

  private static final class Doubles implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof Double number)) {
        throw out.wrongValue(value, "Double");
      }
      writeDouble(out, number);
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (!atNumber(in)) {
        throw in.unexpected("a number");
      }
      double number = Double.parseDouble(in.json().getText());
      if (Double.isInfinite(number)) {
        throw in.unexpected("a number in the range of double");
      }
      return number;
    }
  }

  private static final class Floats implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof Float number)) {
        throw out.wrongValue(value, "Float");
      }
      writeFloat(out, number);
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (!atNumber(in)) {
        throw in.unexpected("a number");
      }
      float number = Float.parseFloat(in.json().getText());
      if (Float.isInfinite(number)) {
        throw in.unexpected("a number in the range of float");
      }
      return number;
    }
  }

  private static final class BigIntegers implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof BigInteger number)) {
        throw out.wrongValue(value, "BigInteger");
      }
      out.json().writeNumber(number);
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (!in.at(JsonToken.VALUE_NUMBER_INT)) {
        throw in.unexpected("a whole number");
      }
      return in.json().getBigIntegerValue();
    }
  }

  private static final class BigDecimals implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof BigDecimal number)) {
        throw out.wrongValue(value, "BigDecimal");
      }
      out.json().writeNumber(number);
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (!atNumber(in)) {
        throw in.unexpected("a number");
      }
      return new BigDecimal(in.json().getText());
    }
  }

  private static final class Numbers implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!writeAny(out, value)) {
        throw out.notJson(TypeNames.ofValue(value) + " is not JSON");
      }
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (!atNumber(in)) {
        throw in.unexpected("a number");
      }
      return readAny(in);
    }
  }
}
