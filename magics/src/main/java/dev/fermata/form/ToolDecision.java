// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The card of one tool call in the words of LangChain's human-in-the-loop middleware. */
final class ToolDecision {
  private static final List<String> ALL = List.of("approve", "edit", "reject", "respond");

  private ToolDecision() {}

  /** A form that answers {@code {type: approve | edit | reject | respond, …}}. */
  static Form form(String tool, JsonNode args, String description, List<String> allowed) {
    var decisions = allowed.isEmpty() ? ALL : allowed;
    var editable = decisions.contains("edit");
    var fields = new ArrayList<Field>();
    var edited = new LinkedHashMap<String, Template>();
    for (var entry : args.properties()) {
      var field = Arguments.field(entry.getKey(), entry.getValue(), editable);
      fields.add(field);
      edited.put(entry.getKey(), new Template.FieldValue(field.name()));
    }
    var message = Arguments.free("message", fields);
    if (decisions.contains("reject") || decisions.contains("respond")) {
      fields.add(
          Field.of(message, Field.Type.TEXT)
              .treated(new Field.Flags(false, false, true, false))
              .labelled("message", "for Reject and Respond"));
    }
    var actions = new ArrayList<Action>();
    for (var decision : decisions) {
      if (ALL.contains(decision)) {
        actions.add(action(decision, tool, new Template.Members(edited), message));
      }
    }
    return Form.of("tool", tool, fields, actions).about(description, "");
  }

  private static Action action(
      String decision, String tool, Template.Members edited, String message) {
    var type = Template.members("type", Template.literal(decision));
    return switch (decision) {
      case "approve" -> Action.primary(decision, "Approve", type);
      case "edit" ->
          Action.plain(
              decision,
              "Approve with edits",
              type.with(
                  "edited_action",
                  Template.members("name", Template.literal(tool)).with("args", edited)));
      case "reject" ->
          Action.danger(decision, "Reject", type.with("message", new Template.FieldValue(message)));
      default ->
          Action.plain(decision, "Respond", type.with("message", new Template.FieldValue(message)));
    };
  }
}
