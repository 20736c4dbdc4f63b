// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks answers against the part of JSON Schema that {@link Interrupt#answerSchema} lists. */
final class AnswerSchema {
  private AnswerSchema() {}

  /**
   * What is wrong with an answer.
   *
   * @param schema a schema in JSON's Java types
   * @param value an answer in JSON's Java types
   * @param path what to call the answer
   * @return null when it fits
   */
  static @Nullable String problem(@Nullable Object schema, @Nullable Object value, String path) {
    if (!(schema instanceof Map<?, ?> words)) {
      return null;
    }
    if (words.get("anyOf") instanceof List<?> choices) {
      String first = null;
      for (Object choice : choices) {
        String problem = problem(choice, value, path);
        if (problem == null) {
          return null;
        }
        first = first == null ? problem : first;
      }
      return first;
    }
    if (words.get("enum") instanceof List<?> allowed
        && allowed.stream().noneMatch(each -> equal(each, value))) {
      return path + " is " + shown(value) + ", not one of " + allowed;
    }
    if (words.get("type") instanceof String type && !isA(type, value)) {
      return path + " is " + shown(value) + ", not " + article(type);
    }
    return inside(words, value, path);
  }

  private static @Nullable String inside(Map<?, ?> words, @Nullable Object value, String path) {
    if (value instanceof Number number) {
      return range(words, number, path);
    }
    if (value instanceof Map<?, ?> object) {
      return members(words, object, path);
    }
    if (value instanceof List<?> array && words.get("items") != null) {
      for (int i = 0; i < array.size(); i++) {
        String problem = problem(words.get("items"), array.get(i), path + "[" + i + "]");
        if (problem != null) {
          return problem;
        }
      }
    }
    return null;
  }

  private static @Nullable String range(Map<?, ?> words, Number number, String path) {
    if (words.get("minimum") instanceof Number minimum
        && decimal(number).compareTo(decimal(minimum)) < 0) {
      return path + " is " + number + ", less than " + minimum;
    }
    if (words.get("maximum") instanceof Number maximum
        && decimal(number).compareTo(decimal(maximum)) > 0) {
      return path + " is " + number + ", more than " + maximum;
    }
    return null;
  }

  private static @Nullable String members(Map<?, ?> words, Map<?, ?> object, String path) {
    if (words.get("required") instanceof List<?> required) {
      for (Object name : required) {
        if (!object.containsKey(name)) {
          return path + " lacks \"" + name + "\"";
        }
      }
    }
    if (words.get("properties") instanceof Map<?, ?> properties) {
      for (Map.Entry<?, ?> member : object.entrySet()) {
        if (!properties.containsKey(member.getKey())) {
          return path
              + " has the unknown key \""
              + member.getKey()
              + "\"; keys: "
              + properties.keySet();
        }
        String problem =
            problem(
                properties.get(member.getKey()), member.getValue(), path + "." + member.getKey());
        if (problem != null) {
          return problem;
        }
      }
    }
    return null;
  }

  private static boolean isA(String type, @Nullable Object value) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" ->
          value instanceof Number number && decimal(number).stripTrailingZeros().scale() <= 0;
      case "number" -> value instanceof Number;
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "null" -> value == null;
      default -> true;
    };
  }

  private static boolean equal(@Nullable Object allowed, @Nullable Object value) {
    if (allowed instanceof Number a && value instanceof Number b) {
      return decimal(a).compareTo(decimal(b)) == 0;
    }
    return Objects.equals(allowed, value);
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return number instanceof BigInteger integer
        ? new BigDecimal(integer)
        : new BigDecimal(number.toString());
  }

  private static String shown(@Nullable Object value) {
    String text = Codec.JSON.encodeUntyped(value, "answer").toString();
    return text.length() <= 60 ? text : text.substring(0, 50) + "…";
  }

  private static String article(String type) {
    return type.equals("null") ? type : (type.matches("[aeio].*") ? "an " : "a ") + type;
  }
}
