// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Fields for the arguments of a tool call. */
final class Arguments {
  private Arguments() {}

  /** A field that holds an argument. */
  static Field field(String name, JsonNode value, boolean editable) {
    var field = value.isNull() ? Field.of(name, Field.Type.JSON) : Field.of(name, value);
    return editable ? field : field.treated(new Field.Flags(false, true, false, false));
  }

  /** An editable field of a declared type; it is sent only when it holds something. */
  static Field typed(String name, JsonNode value, JsonNode schema) {
    var emptyIsNull = value.isNull();
    return SchemaFields.field(name, schema, false, value)
        .treated(new Field.Flags(false, false, emptyIsNull, false));
  }

  /** A name that no field has yet. */
  static String free(String wished, List<Field> fields) {
    var name = wished;
    for (var n = 2; isTaken(name, fields); n++) {
      name = wished + "_" + n;
    }
    return name;
  }

  private static boolean isTaken(String name, List<Field> fields) {
    return fields.stream().anyMatch(f -> f.name().equals(name));
  }
}
