// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Values whose JSON form is a string, and booleans. */
final class TextTypes {
  private TextTypes() {}

  static Map<Class<?>, ValueType> all() {
    Map<Class<?>, ValueType> types = new HashMap<>();
    types.put(String.class, new Strings());
    types.put(boolean.class, NumberTypes.primitive("boolean", new Booleans()));
    types.put(Boolean.class, new Booleans());
    types.put(char.class, NumberTypes.primitive("char", new Characters()));
    types.put(Character.class, new Characters());
    types.put(byte[].class, new Bytes());
    put(types, UUID.class, TextTypes::uuid);
    put(types, URI.class, URI::create);
    put(types, Instant.class, Instant::parse);
    put(types, LocalDate.class, LocalDate::parse);
    put(types, LocalTime.class, LocalTime::parse);
    put(types, LocalDateTime.class, LocalDateTime::parse);
    put(types, OffsetTime.class, OffsetTime::parse);
    put(types, OffsetDateTime.class, OffsetDateTime::parse);
    put(types, ZonedDateTime.class, ZonedDateTime::parse);
    put(types, Duration.class, Duration::parse);
    put(types, Period.class, Period::parse);
    put(types, Year.class, Year::parse);
    put(types, YearMonth.class, YearMonth::parse);
    put(types, MonthDay.class, MonthDay::parse);
    put(types, ZoneId.class, ZoneId::of);
    put(types, ZoneOffset.class, ZoneOffset::of);
    return types;
  }

  private static <T> void put(
      Map<Class<?>, ValueType> types, Class<T> type, Function<String, T> parse) {
    types.put(type, new Text<>(type, parse));
  }

  private static UUID uuid(String text) {
    UUID id = UUID.fromString(text);
    if (!id.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not 36 characters in five groups");
    }
    return id;
  }

  /** A value whose {@code toString} its parser reads back exactly. */
  private record Text<T>(Class<T> type, Function<String, T> parse) implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!type.isInstance(value)) {
        throw out.wrongValue(value, type.getSimpleName());
      }
      out.string(value.toString());
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      String text = in.string(type.getSimpleName() + " as a string");
      try {
        return parse.apply(text);
      } catch (RuntimeException e) {
        throw NotJsonException.refused(
            in.path().toString(),
            "expected " + type.getSimpleName() + ", got \"" + text + "\" (" + e.getMessage() + ")",
            e);
      }
    }
  }

  private static final class Strings implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof String text)) {
        throw out.wrongValue(value, "String");
      }
      out.string(text);
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      return in.string("a string");
    }
  }

  private static final class Booleans implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof Boolean flag)) {
        throw out.wrongValue(value, "Boolean");
      }
      out.json().writeBoolean(flag);
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (!in.at(JsonToken.VALUE_TRUE) && !in.at(JsonToken.VALUE_FALSE)) {
        throw in.unexpected("true or false");
      }
      return in.at(JsonToken.VALUE_TRUE);
    }
  }

  private static final class Characters implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof Character character)) {
        throw out.wrongValue(value, "Character");
      }
      out.string(character.toString());
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      if (in.string("one character").length() != 1) {
        throw in.unexpected("one character");
      }
      return in.json().getText().charAt(0);
    }
  }

  private static final class Bytes implements ValueType {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (!(value instanceof byte[] bytes)) {
        throw out.wrongValue(value, "byte[]");
      }
      out.json().writeBinary(bytes);
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      String text = in.string("bytes in base64");
      try {
        return java.util.Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw NotJsonException.refused(
            in.path().toString(), "expected bytes in base64: " + e.getMessage(), e);
      }
    }
  }
}
