// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pause as the JSON that the JupyterLab extension draws. Numbers that a browser would round
 * travel as text; so do the values of integer, number, JSON and choice fields.
 */
final class PauseJson {
  /** The largest payload, in bytes of JSON, that travels beside its form. */
  static final int PAYLOAD_LIMIT = 64 << 10;

  /** The largest field value, in UTF-16 units, that can be edited in a form. */
  static final int FIELD_LIMIT = 256 << 10;

  private static final int TITLE_LIMIT = 400;
  private static final int CONTEXT_LIMIT = 20_000;

  private PauseJson() {}

  static Object of(Pause pause) {
    var json =
        Trees.NODES
            .objectNode()
            .put("version", 1)
            .put("graph", Visible.line(pause.graph()))
            .put("thread", Visible.line(pause.thread()))
            .put("status", pause.resolved() ? "resolved" : "pending")
            .put("resume", pause.resumeLine());
    var interrupts = json.putArray("interrupts");
    pause.questions().forEach(q -> interrupts.add(question(q)));
    return Objects.requireNonNull(Trees.plain(json));
  }

  private static JsonNode question(Asked asked) {
    var json =
        Trees.NODES.objectNode().put("id", asked.id()).put("node", Visible.line(asked.node()));
    json.put("status", asked.answered() == null ? "pending" : "resolved");
    json.set("form", form(asked.form()));
    var payload = asked.question().payload();
    var size = Sizes.utf8(Trees.text(payload));
    if (size <= PAYLOAD_LIMIT) {
      json.set("payload", payload);
    }
    json.put("payload_bytes", size);
    putIfAny(json, "error", Visible.text(asked.notice()));
    var answered = asked.answered();
    if (answered != null) {
      var shown = json.putObject("answered").put("text", asked.answerText());
      shown.put("value", Visible.block(Trees.text(answered.value()), CONTEXT_LIMIT));
      putIfAny(shown, "by", Visible.line(answered.by()));
      putIfAny(shown, "at", answered.at());
    }
    return json;
  }

  static ObjectNode form(Form form) {
    var json = Trees.NODES.objectNode().put("shape", form.shape());
    json.put("title", Visible.preview(form.title(), TITLE_LIMIT));
    putIfAny(json, "description", Visible.block(form.description(), CONTEXT_LIMIT));
    putIfAny(json, "context", Visible.block(form.context(), CONTEXT_LIMIT));
    var fields = json.putArray("fields");
    form.fields().forEach(f -> fields.add(field(f)));
    var actions = json.putArray("actions");
    form.actions().stream().filter(a -> sendable(form, a)).forEach(a -> actions.add(action(a)));
    if (form.answer() != null) {
      var parts = json.putArray("parts");
      form.parts().forEach(p -> parts.add(form(p)));
      json.set("answer", form.answer().toJson());
    }
    return json;
  }

  /**
   * Whether an action can be taken in a browser. A field that is too long to travel cannot be sent
   * back; only a tool's arguments may be left out of the answer, which keeps them as they are.
   */
  private static boolean sendable(Form form, Action action) {
    return form.shape().equals(ToolArgumentsShape.NAME)
        || action.answer().fields().stream().noneMatch(f -> isTooLong(form.field(f).orElseThrow()));
  }

  private static boolean isTooLong(Field field) {
    var value = field.value();
    return value != null && text(field, value).length() > FIELD_LIMIT;
  }

  private static JsonNode action(Action action) {
    var json = Trees.NODES.objectNode().put("id", action.id());
    json.put("label", action.label());
    json.put("style", action.style().name().toLowerCase(Locale.ROOT));
    json.set("answer", action.answer().toJson());
    return json;
  }

  private static JsonNode field(Field field) {
    var json = Trees.NODES.objectNode().put("name", field.name());
    json.put("label", Visible.line(field.label()));
    json.put("type", field.type().name().toLowerCase(Locale.ROOT));
    value(json, field);
    if (field.type() == Field.Type.ENUM) {
      options(json, field.choices());
    }
    var limits = field.limits();
    putIfAny(json, "minimum", limits.minimum());
    putIfAny(json, "maximum", limits.maximum());
    putIfAny(json, "min_length", limits.minLength());
    putIfAny(json, "max_length", limits.maxLength());
    putIfAny(json, "format", limits.format());
    var flags = field.flags();
    putIfTrue(json, "multiple", flags.multiple());
    putIfTrue(json, "required", flags.required());
    putIfTrue(json, "read_only", flags.readOnly());
    putIfTrue(json, "omit_empty", flags.omitEmpty());
    putIfAny(json, "help", Visible.line(field.help()));
    return json;
  }

  private static void options(ObjectNode json, List<Field.Choice> choices) {
    var options = json.putArray("options");
    for (var choice : choices) {
      options
          .addObject()
          .put("label", Visible.preview(choice.label(), TITLE_LIMIT))
          .put("value", Trees.text(choice.value()));
    }
  }

  private static void value(ObjectNode json, Field field) {
    var value = field.value();
    if (value == null) {
      return;
    }
    var text = text(field, value);
    if (isTooLong(field)) {
      json.put("value", Visible.block(text, CONTEXT_LIMIT)).put("type", "text");
      json.put("read_only", true).put("note", "too long to edit here; kept as it is");
      return;
    }
    switch (field.type()) {
      case BOOLEAN -> json.put("value", value.booleanValue());
      case ENUM ->
          json.set("value", field.flags().multiple() ? texts(value) : Trees.NODES.textNode(text));
      default -> json.put("value", text);
    }
    putIfAny(json, "note", Visible.hiddenIn(text));
  }

  private static JsonNode texts(JsonNode list) {
    var texts = Trees.NODES.arrayNode();
    list.forEach(item -> texts.add(Trees.text(item)));
    return texts;
  }

  private static String text(Field field, JsonNode value) {
    return switch (field.type()) {
      case STRING, TEXT -> value.textValue();
      case JSON -> Trees.pretty(value);
      default -> Trees.text(value);
    };
  }

  private static void putIfAny(ObjectNode json, String key, String value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }

  private static void putIfAny(ObjectNode json, String key, @Nullable JsonNode value) {
    if (value != null) {
      json.set(key, value);
    }
  }

  private static void putIfAny(ObjectNode json, String key, @Nullable Integer value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static void putIfTrue(ObjectNode json, String key, boolean value) {
    if (value) {
      json.put(key, true);
    }
  }
}
