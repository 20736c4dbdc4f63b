// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Templates filled and read. */
final class Answers {
  /** What stands in a field; null when it is left out. */
  private interface Entries {
    @Nullable JsonNode of(Field field);
  }

  private Answers() {}

  static JsonNode of(Form form, Submission submission) {
    if (form.answer() != null) {
      var parts = new ArrayList<JsonNode>();
      for (var i = 0; i < form.parts().size(); i++) {
        parts.add(of(form.parts().get(i), submission.parts().get(i)));
      }
      return joined(form, parts);
    }
    for (var name : submission.values().keySet()) {
      if (form.field(name).isEmpty()) {
        throw FormException.unknownField(name, form.fields().stream().map(Field::name).toList());
      }
    }
    var action = action(form, submission.action());
    var values = submission.values();
    return whole(fill(action.answer(), form, f -> checked(f, values.get(f.name())), List.of()));
  }

  /** An action's answer with these values as they are, for a person to change before it is sent. */
  static JsonNode sketch(Form form, Action action, Map<String, JsonNode> values) {
    return whole(fill(action.answer(), form, f -> values.get(f.name()), List.of()));
  }

  /** The answer of a form with parts. */
  static JsonNode joined(Form form, List<JsonNode> parts) {
    return whole(fill(Objects.requireNonNull(form.answer()), form, f -> null, parts));
  }

  private static Action action(Form form, String id) {
    return form.actions().stream()
        .filter(a -> a.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                FormException.unknownAction(id, form.actions().stream().map(Action::id).toList()));
  }

  private static JsonNode whole(@Nullable JsonNode filled) {
    return filled == null ? Trees.NODES.nullNode() : filled;
  }

  private static @Nullable JsonNode fill(
      Template template, Form form, Entries entries, List<JsonNode> parts) {
    if (template instanceof Template.FieldValue hole) {
      return entries.of(form.field(hole.field()).orElseThrow());
    } else if (template instanceof Template.Parsed hole) {
      var typed = entries.of(form.field(hole.field()).orElseThrow());
      return typed == null ? null : Trees.parse(typed.asText());
    } else if (template instanceof Template.Part hole) {
      return parts.get(hole.index());
    } else if (template instanceof Template.Members object) {
      var json = Trees.NODES.objectNode();
      object
          .members()
          .forEach(
              (key, member) -> {
                var filled = fill(member, form, entries, parts);
                if (filled != null) {
                  json.set(key, filled);
                }
              });
      return json;
    } else if (template instanceof Template.Items array) {
      var json = Trees.NODES.arrayNode();
      array.items().forEach(item -> json.add(whole(fill(item, form, entries, parts))));
      return json;
    }
    return template.toJson();
  }

  private static @Nullable JsonNode checked(Field field, @Nullable JsonNode given) {
    var flags = field.flags();
    var empty =
        given == null || (flags.omitEmpty() && given.isTextual() && given.asText().isEmpty());
    if (flags.readOnly()) {
      return null;
    }
    if (given == null || empty) {
      if (flags.required()) {
        throw FormException.missing(field);
      }
      return null;
    }
    if (!Kinds.fits(field, given)) {
      throw FormException.unfit(field, Trees.text(given));
    }
    return given;
  }

  static Optional<Submission> read(Form form, JsonNode value) {
    if (form.answer() != null) {
      return readParts(form, form.answer(), value);
    }
    for (var action : form.actions()) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      if (match(action.answer(), form, value, values, new HashMap<>())) {
        return Optional.of(Submission.of(action.id(), values));
      }
    }
    return Optional.empty();
  }

  private static Optional<Submission> readParts(Form form, Template answer, JsonNode value) {
    Map<Integer, JsonNode> answers = new HashMap<>();
    if (!match(answer, form, value, new HashMap<>(), answers)) {
      return Optional.empty();
    }
    List<Submission> parts = new ArrayList<>();
    for (var i = 0; i < form.parts().size(); i++) {
      var part = read(form.parts().get(i), answers.getOrDefault(i, Trees.NODES.missingNode()));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(new Submission("", Map.of(), parts));
  }

  private static boolean match(
      Template template,
      Form form,
      JsonNode value,
      Map<String, JsonNode> values,
      Map<Integer, JsonNode> parts) {
    if (template instanceof Template.FieldValue hole) {
      var fits = Kinds.fits(form.field(hole.field()).orElseThrow(), value);
      return fits && keep(values, hole.field(), value);
    } else if (template instanceof Template.Parsed hole) {
      return keep(values, hole.field(), Trees.NODES.textNode(Trees.text(value)));
    } else if (template instanceof Template.Part hole) {
      return keep(parts, hole.index(), value);
    } else if (template instanceof Template.Members object) {
      return value.isObject() && matchMembers(object, form, value, values, parts);
    } else if (template instanceof Template.Items array) {
      return value.isArray() && matchItems(array, form, value, values, parts);
    }
    return Kinds.same(template.toJson(), value);
  }

  private static <K> boolean keep(Map<K, JsonNode> values, K key, JsonNode value) {
    var before = values.putIfAbsent(key, value);
    return before == null || Kinds.same(before, value);
  }

  private static boolean matchMembers(
      Template.Members object,
      Form form,
      JsonNode value,
      Map<String, JsonNode> values,
      Map<Integer, JsonNode> parts) {
    for (var entry : object.members().entrySet()) {
      var member = value.get(entry.getKey());
      var optional = entry.getValue() instanceof Template.FieldValue;
      var fits = member == null ? optional : match(entry.getValue(), form, member, values, parts);
      if (!fits) {
        return false;
      }
    }
    return value.properties().stream().allMatch(e -> object.members().containsKey(e.getKey()));
  }

  private static boolean matchItems(
      Template.Items array,
      Form form,
      JsonNode value,
      Map<String, JsonNode> values,
      Map<Integer, JsonNode> parts) {
    if (value.size() != array.items().size()) {
      return false;
    }
    for (var i = 0; i < value.size(); i++) {
      if (!match(array.items().get(i), form, value.get(i), values, parts)) {
        return false;
      }
    }
    return true;
  }
}
