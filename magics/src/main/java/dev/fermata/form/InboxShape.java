// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code {action_request: {action, args}, config: {allow_accept, allow_edit, allow_respond,
 * allow_ignore}, description?}}, alone or in a list: the {@code HumanInterrupt} of Agent Inbox. A
 * list is answered with a list.
 */
final class InboxShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    if (isRequest(payload)) {
      return Optional.of(card(payload));
    }
    if (!payload.isArray() || payload.isEmpty()) {
      return Optional.empty();
    }
    List<Form> parts = new ArrayList<>();
    List<Template> items = new ArrayList<>();
    for (var request : payload) {
      if (!isRequest(request)) {
        return Optional.empty();
      }
      items.add(new Template.Part(parts.size()));
      parts.add(card(request));
    }
    var title =
        parts.size() == 1 ? parts.get(0).title() : parts.size() + " actions need your decision";
    var answer = new Template.Items(items);
    return Optional.of(new Form("inbox", title, "", "", List.of(), List.of(), parts, answer));
  }

  private static boolean isRequest(JsonNode payload) {
    var request = payload.path("action_request");
    return request.path("action").isTextual()
        && request.path("args").isObject()
        && payload.path("config").isObject()
        && payload.get("config").properties().stream().anyMatch(e -> e.getValue().asBoolean());
  }

  private static Form card(JsonNode payload) {
    var request = payload.get("action_request");
    var config = payload.get("config");
    var fields = new ArrayList<Field>();
    var edited = new LinkedHashMap<String, Template>();
    for (var entry : request.get("args").properties()) {
      var editable = config.path("allow_edit").asBoolean();
      fields.add(Arguments.field(entry.getKey(), entry.getValue(), editable));
      edited.put(entry.getKey(), new Template.FieldValue(entry.getKey()));
    }
    var response = Arguments.free("response", fields);
    if (config.path("allow_respond").asBoolean()) {
      fields.add(
          Field.of(response, Field.Type.TEXT)
              .treated(new Field.Flags(true, false, true, false))
              .labelled("response", "for Respond"));
    }
    var name = request.get("action").textValue();
    return Form.of("inbox", name, fields, actions(config, name, edited, response))
        .about(Trees.string(payload, "description"), "");
  }

  private static List<Action> actions(
      JsonNode config, String name, Map<String, Template> edited, String response) {
    var actions = new ArrayList<Action>();
    if (config.path("allow_accept").asBoolean()) {
      actions.add(Action.primary("accept", "Accept", type("accept", nothing())));
    }
    if (config.path("allow_edit").asBoolean()) {
      var args = new Template.Members(edited);
      var action = Template.members("action", Template.literal(name)).with("args", args);
      actions.add(Action.plain("edit", "Accept with edits", type("edit", action)));
    }
    if (config.path("allow_respond").asBoolean()) {
      var text = new Template.FieldValue(response);
      actions.add(Action.plain("respond", "Respond", type("response", text)));
    }
    if (config.path("allow_ignore").asBoolean()) {
      actions.add(Action.danger("ignore", "Ignore", type("ignore", nothing())));
    }
    return actions;
  }

  private static Template nothing() {
    return new Template.Literal(Trees.NODES.nullNode());
  }

  private static Template type(String type, Template args) {
    return Template.members("type", Template.literal(type)).with("args", args);
  }
}
