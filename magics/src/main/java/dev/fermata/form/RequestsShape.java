// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * {@code {action_requests: [{name, args, description?}], review_configs: [{action_name,
 * allowed_decisions}]}}: several tool calls decided in one answer (the {@code HITLRequest} of
 * LangChain's human-in-the-loop middleware).
 */
final class RequestsShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var requests = question.payload().path("action_requests");
    if (!requests.isArray() || requests.isEmpty()) {
      return Optional.empty();
    }
    List<Form> parts = new ArrayList<>();
    List<Template> decisions = new ArrayList<>();
    for (var request : requests) {
      if (!request.path("name").isTextual() || !request.path("args").isObject()) {
        return Optional.empty();
      }
      decisions.add(new Template.Part(parts.size()));
      parts.add(part(request, question.payload()));
    }
    var title =
        parts.size() == 1
            ? "1 tool call needs your decision"
            : parts.size() + " tool calls need your decision";
    var answer = Template.members("decisions", new Template.Items(decisions));
    return Optional.of(new Form("requests", title, "", "", List.of(), List.of(), parts, answer));
  }

  private static Form part(JsonNode request, JsonNode payload) {
    var name = request.get("name").textValue();
    var allowed =
        stream(payload.path("review_configs"))
            .filter(c -> name.equals(Trees.string(c, "action_name")))
            .flatMap(c -> stream(c.path("allowed_decisions")))
            .map(JsonNode::asText)
            .toList();
    return ToolDecision.form(
        name, request.get("args"), Trees.string(request, "description"), allowed);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
