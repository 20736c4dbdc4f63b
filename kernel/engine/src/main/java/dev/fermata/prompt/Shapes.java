// SPDX-License-Identifier: Apache-2.0
package dev.fermata.prompt;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Java types as the part of JSON Schema that interrupts carry. */
final class Shapes {
  private static final Map<Class<?>, Map<String, Object>> SIMPLE =
      Map.ofEntries(
          Map.entry(String.class, Map.of("type", "string")),
          Map.entry(char.class, Map.of("type", "string")),
          Map.entry(Character.class, Map.of("type", "string")),
          Map.entry(boolean.class, Map.of("type", "boolean")),
          Map.entry(Boolean.class, Map.of("type", "boolean")),
          Map.entry(byte.class, integer(Byte.MIN_VALUE, Byte.MAX_VALUE)),
          Map.entry(Byte.class, integer(Byte.MIN_VALUE, Byte.MAX_VALUE)),
          Map.entry(short.class, integer(Short.MIN_VALUE, Short.MAX_VALUE)),
          Map.entry(Short.class, integer(Short.MIN_VALUE, Short.MAX_VALUE)),
          Map.entry(int.class, integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry(Integer.class, integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry(long.class, integer(Long.MIN_VALUE, Long.MAX_VALUE)),
          Map.entry(Long.class, integer(Long.MIN_VALUE, Long.MAX_VALUE)),
          Map.entry(BigInteger.class, Map.of("type", "integer")),
          Map.entry(float.class, Map.of("type", "number")),
          Map.entry(Float.class, Map.of("type", "number")),
          Map.entry(double.class, Map.of("type", "number")),
          Map.entry(Double.class, Map.of("type", "number")),
          Map.entry(BigDecimal.class, Map.of("type", "number")));

  /** JSON Schema's names of what the ISO texts of these types look like. */
  private static final Map<Class<?>, String> FORMATS =
      Map.of(
          LocalDate.class, "date",
          LocalTime.class, "time",
          Instant.class, "date-time",
          OffsetDateTime.class, "date-time",
          URI.class, "uri");

  private Shapes() {}

  private static Map<String, Object> integer(long minimum, long maximum) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("minimum", minimum);
    schema.put("maximum", maximum);
    return schema;
  }

  /** Null when any JSON may be tried. */
  static @Nullable Map<String, ?> schema(Class<?> type) {
    Map<String, Object> simple = SIMPLE.get(type);
    if (simple != null) {
      return simple;
    }
    if (type.isEnum()) {
      return Map.of("enum", Arrays.stream(type.getEnumConstants()).map(Shapes::constant).toList());
    }
    if (type.isRecord()) {
      return object(properties(type), required(type));
    }
    if (List.class.isAssignableFrom(type) || Set.class.isAssignableFrom(type)) {
      return Map.of("type", "array");
    }
    if (Map.class.isAssignableFrom(type)) {
      return Map.of("type", "object");
    }
    if (FORMATS.containsKey(type)) {
      return Map.of("type", "string", "format", FORMATS.get(type));
    }
    return type.getName().startsWith("java.time.") ? Map.of("type", "string") : null;
  }

  private static String constant(Object constant) {
    return ((Enum<?>) constant).name();
  }

  static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  /** Reference components may be null, primitive ones may not. */
  static Map<String, Object> properties(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Map<String, ?> inner = schema(component.getType());
      Object shape =
          inner == null
              ? Map.of()
              : component.getType().isPrimitive()
                  ? inner
                  : Map.of("anyOf", List.of(inner, Map.of("type", "null")));
      properties.put(component.getName(), shape);
    }
    return properties;
  }

  private static List<String> required(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isPrimitive()) {
        names.add(component.getName());
      }
    }
    return names;
  }

  /** The class that stands for a value where a type is wanted. */
  static Class<?> declared(Object value) {
    if (value instanceof List) {
      return List.class;
    }
    if (value instanceof Map) {
      return Map.class;
    }
    return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
  }

  static Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        values.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(
            "cannot read component " + component.getName() + " of " + record.getClass(), e);
      }
    }
    return values;
  }

  /** {@code SendEmail} → {@code send_email}. */
  static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
