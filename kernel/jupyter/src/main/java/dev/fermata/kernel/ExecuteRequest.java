// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of an execute_request, with Jupyter's defaults for what is missing.
 *
 * @param code the cell
 * @param silent no input echo, no result, no history
 * @param storeHistory whether the cell gets a number
 * @param allowStdin whether a person is there to be asked
 * @param stopOnError whether cells that wait behind it are dropped when it fails
 * @param userExpressions name → expression, evaluated after the cell
 */
record ExecuteRequest(
    String code,
    boolean silent,
    boolean storeHistory,
    boolean allowStdin,
    boolean stopOnError,
    Map<String, String> userExpressions) {

  static ExecuteRequest of(ObjectNode content) {
    var code = content.get("code");
    if (code == null || !code.isTextual()) {
      throw new BadRequestException("the execute_request has no \"code\"");
    }
    var silent = flag(content, "silent", false);
    return new ExecuteRequest(
        code.asText(),
        silent,
        !silent && flag(content, "store_history", true),
        flag(content, "allow_stdin", true),
        flag(content, "stop_on_error", true),
        expressions(content.path("user_expressions")));
  }

  private static boolean flag(ObjectNode content, String name, boolean whenMissing) {
    return content.path(name).asBoolean(whenMissing);
  }

  private static Map<String, String> expressions(JsonNode given) {
    var expressions = new LinkedHashMap<String, String>();
    given.properties().forEach(e -> expressions.put(e.getKey(), e.getValue().asText()));
    return expressions;
  }
}
