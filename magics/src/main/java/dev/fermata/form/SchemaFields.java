// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a JSON Schema, as far as the Model Context Protocol's elicitation uses it: a flat
 * object of strings, numbers, booleans and choices. A nested property is edited as JSON.
 */
final class SchemaFields {
  private static final Map<String, Field.Type> TYPES =
      Map.of(
          "string", Field.Type.STRING,
          "integer", Field.Type.INTEGER,
          "number", Field.Type.NUMBER,
          "boolean", Field.Type.BOOLEAN);

  private SchemaFields() {}

  /** One field per property; what {@code current} holds under its name is what it starts with. */
  static List<Field> of(JsonNode schema, JsonNode current) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    List<Field> fields = new ArrayList<>();
    for (var property : schema.path("properties").properties()) {
      var name = property.getKey();
      fields.add(field(name, property.getValue(), required.contains(name), current.get(name)));
    }
    return fields;
  }

  /** The field of one property. */
  static Field field(String name, JsonNode property, boolean required, @Nullable JsonNode current) {
    var schema = withoutNull(property);
    var many = "array".equals(Trees.string(schema, "type")) && schema.path("items").isObject();
    var choices = choices(many ? schema.get("items") : schema);
    var type = TYPES.getOrDefault(Trees.string(schema, "type"), Field.Type.JSON);
    var known = current == null || current.isNull() ? schema.get("default") : current;
    var start = known == null || known.isNull() ? null : known;
    var flags = new Field.Flags(required, false, true, many && !choices.isEmpty());
    var field = Field.of(name, choices.isEmpty() ? type : Field.Type.ENUM).choosingAll(choices);
    var shaped =
        field
            .treated(flags)
            .within(limits(schema))
            .labelled(Trees.string(schema, "title"), Trees.string(schema, "description"));
    return start == null || !Kinds.fits(shaped, start) ? shaped : lines(shaped, start);
  }

  /** What else may stand where null may stand too: an empty field says null already. */
  static JsonNode withoutNull(JsonNode schema) {
    var choices = schema.has("anyOf") ? schema.get("anyOf") : schema.path("oneOf");
    List<JsonNode> others = new ArrayList<>();
    for (var choice : choices) {
      if (!"null".equals(Trees.string(choice, "type"))) {
        others.add(choice);
      }
    }
    return others.size() == 1 && choices.size() == 2 ? described(others.get(0), schema) : schema;
  }

  /** A choice with the title and the like that stand beside the choices. */
  private static JsonNode described(JsonNode choice, JsonNode schema) {
    var whole = Trees.NODES.objectNode();
    choice.properties().forEach(e -> whole.set(e.getKey(), e.getValue()));
    for (var word : List.of("title", "description", "default")) {
      if (schema.has(word)) {
        whole.set(word, schema.get(word));
      }
    }
    return whole;
  }

  private static Field lines(Field field, JsonNode start) {
    var many = field.type() == Field.Type.STRING && Kinds.of(start) == Field.Type.TEXT;
    return (many ? field.typed(Field.Type.TEXT) : field).startingWith(start);
  }

  private static Field.Limits limits(JsonNode schema) {
    return new Field.Limits(
        number(schema.get("minimum")),
        number(schema.get("maximum")),
        length(schema.get("minLength")),
        length(schema.get("maxLength")),
        Trees.string(schema, "format"));
  }

  private static @Nullable JsonNode number(@Nullable JsonNode bound) {
    return bound != null && bound.isNumber() ? bound : null;
  }

  private static @Nullable Integer length(@Nullable JsonNode bound) {
    return bound != null && bound.canConvertToInt() ? (Integer) bound.intValue() : null;
  }

  private static List<Field.Choice> choices(JsonNode schema) {
    var titled = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
    List<Field.Choice> choices = new ArrayList<>();
    for (var option : titled) {
      if (!option.has("const")) {
        return List.of();
      }
      var title = Trees.string(option, "title");
      var value = option.get("const");
      choices.add(new Field.Choice(title.isEmpty() ? value.asText() : title, value));
    }
    if (!choices.isEmpty() || !schema.path("enum").isArray()) {
      return choices;
    }
    var named = ChooseShape.choices(schema.get("enum"));
    for (var i = 0; i < named.size(); i++) {
      var name = schema.path("enumNames").path(i).asText("");
      var choice = named.get(i);
      choices.add(name.isEmpty() ? choice : new Field.Choice(name, choice.value()));
    }
    return choices;
  }
}
