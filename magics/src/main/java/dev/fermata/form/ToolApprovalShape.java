// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code {type: "tool_approval", tool_call_id, name, args, description}}: one tool call, one
 * decision (LangChain's human-in-the-loop middleware, one interrupt per call). The allowed
 * decisions are the constants of {@code type} in the answer's schema.
 */
final class ToolApprovalShape implements InterruptRenderer {
  @Override
  public Optional<Form> form(Question question) {
    var payload = question.payload();
    var args = payload.path("args");
    if (!"tool_approval".equals(Trees.string(payload, "type")) || !args.isObject()) {
      return Optional.empty();
    }
    var name = Trees.string(payload, "name");
    var about = Trees.string(payload, "description");
    return Optional.of(ToolDecision.form(name, args, about, allowed(question.schema())));
  }

  private static List<String> allowed(@Nullable JsonNode schema) {
    if (schema == null) {
      return List.of();
    }
    var alternatives = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
    return StreamSupport.stream(alternatives.spliterator(), false)
        .map(a -> a.path("properties").path("type").path("const").asText())
        .filter(type -> !type.isEmpty())
        .toList();
  }
}
