// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.math.BigInteger;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys of maps: strings, enum constants, whole numbers and UUIDs have an unambiguous name.
 *
 * @param type the declared class
 * @param parse name to key; throws IllegalArgumentException when it is none
 */
record KeyType(Class<?> type, Function<String, ?> parse) {
  private static final Map<Class<?>, Function<String, ?>> PARSERS =
      Map.of(
          String.class, (Function<String, Object>) text -> text,
          Object.class, (Function<String, Object>) text -> text,
          Integer.class, Integer::valueOf,
          Long.class, Long::valueOf,
          Short.class, Short::valueOf,
          Byte.class, Byte::valueOf,
          BigInteger.class, BigInteger::new,
          UUID.class, UUID::fromString);

  /** Keys of any of the classes, told apart by each key's own class, as in a payload. */
  static final KeyType ANY = new KeyType(Object.class, text -> text);

  /** The keys of a declared class, or null when it cannot be a key. */
  static @Nullable KeyType of(Class<?> type) {
    if (type.isEnum()) {
      return new KeyType(type, text -> constant(type, text));
    }
    Function<String, ?> parse = PARSERS.get(type);
    return parse == null ? null : new KeyType(type, parse);
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("constants: " + java.util.List.of(type.getEnumConstants()));
  }

  String name(JsonWriter out, @Nullable Object key) {
    if (key == null) {
      throw out.notJson("null is not a key");
    }
    if (key instanceof String text && (type == Object.class || type == String.class)) {
      return text;
    }
    boolean named = key instanceof Enum<?> || PARSERS.containsKey(key.getClass());
    if (!named || !fits(out, key)) {
      throw out.notJson(
          "a key of type %s; keys are strings, enum constants, whole numbers or UUIDs"
              .formatted(TypeNames.ofValue(key)));
    }
    return key instanceof Enum<?> constant ? constant.name() : key.toString();
  }

  private boolean fits(JsonWriter out, Object key) {
    return type == Object.class ? out.untyped() : type.isInstance(key);
  }

  Object key(JsonReader in, String name) {
    try {
      return parse.apply(name);
    } catch (IllegalArgumentException e) {
      throw NotJsonException.refused(
          in.path().toString(),
          "\"%s\" is not a key of type %s (%s)".formatted(name, TypeNames.of(type), e.getMessage()),
          e);
    }
  }
}
