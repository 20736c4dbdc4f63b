// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which values fit which fields, and how that is said. */
final class Kinds {
  private static final int ONE_LINE = 80;

  private Kinds() {}

  /** The field type in which a value can be edited. */
  static Field.Type of(JsonNode value) {
    if (value.isTextual()) {
      var text = value.textValue();
      return text.length() > ONE_LINE || text.indexOf('\n') >= 0
          ? Field.Type.TEXT
          : Field.Type.STRING;
    } else if (value.isBoolean()) {
      return Field.Type.BOOLEAN;
    } else if (value.isIntegralNumber()) {
      return Field.Type.INTEGER;
    }
    return value.isNumber() ? Field.Type.NUMBER : Field.Type.JSON;
  }

  /** Whether a value may stand in a field. */
  static boolean fits(Field field, JsonNode value) {
    var limits = field.limits();
    return switch (field.type()) {
      case STRING, TEXT -> value.isTextual() && lengthFits(limits, value.textValue().length());
      case INTEGER -> value.isIntegralNumber() && sizeFits(limits, value);
      case NUMBER -> value.isNumber() && sizeFits(limits, value);
      case BOOLEAN -> value.isBoolean();
      case ENUM -> chosen(field, value);
      case JSON -> true;
    };
  }

  private static boolean lengthFits(Field.Limits limits, int length) {
    var min = limits.minLength();
    var max = limits.maxLength();
    return (min == null || length >= min) && (max == null || length <= max);
  }

  private static boolean sizeFits(Field.Limits limits, JsonNode value) {
    var min = limits.minimum();
    var max = limits.maximum();
    var number = value.decimalValue();
    return (min == null || number.compareTo(min.decimalValue()) >= 0)
        && (max == null || number.compareTo(max.decimalValue()) <= 0);
  }

  private static boolean chosen(Field field, JsonNode value) {
    if (!field.flags().multiple()) {
      return field.choices().stream().anyMatch(c -> same(c.value(), value));
    }
    if (!value.isArray()) {
      return false;
    }
    for (var item : value) {
      if (field.choices().stream().noneMatch(c -> same(c.value(), item))) {
        return false;
      }
    }
    return true;
  }

  /** Equal as JSON: 1 and 1.0 are the same number. */
  static boolean same(JsonNode a, JsonNode b) {
    return a.equals(
        (x, y) ->
            x.isNumber() && y.isNumber()
                ? x.decimalValue().compareTo(y.decimalValue())
                : x.equals(y) ? 0 : 1,
        b);
  }

  static String wanted(Field field) {
    return switch (field.type()) {
      case STRING, TEXT -> "a text" + lengths(field.limits());
      case INTEGER -> "an integer" + sizes(field.limits());
      case NUMBER -> "a number" + sizes(field.limits());
      case BOOLEAN -> "true or false";
      case ENUM -> (field.flags().multiple() ? "some of " : "one of ") + labels(field);
      case JSON -> "JSON";
    };
  }

  private static String labels(Field field) {
    return field.choices().stream()
        .limit(12)
        .map(c -> Visible.preview(Trees.text(c.value()), 40))
        .collect(Collectors.joining(", "));
  }

  private static String lengths(Field.Limits limits) {
    var unit = limits.format().isEmpty() ? "" : " (" + limits.format() + ")";
    return range(limits.minLength(), limits.maxLength(), " characters") + unit;
  }

  private static String sizes(Field.Limits limits) {
    return range(limits.minimum(), limits.maximum(), "");
  }

  private static String range(@Nullable Object min, @Nullable Object max, String unit) {
    if (min != null && max != null) {
      return " from " + min + " to " + max + unit;
    } else if (min != null) {
      return " of at least " + min + unit;
    }
    return max == null ? "" : " of at most " + max + unit;
  }
}
