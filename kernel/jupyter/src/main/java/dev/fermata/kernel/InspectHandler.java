// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers inspect_request, in code points. */
final class InspectHandler implements Handler {
  private final Session session;

  InspectHandler(Session session) {
    this.session = session;
  }

  @Override
  public ObjectNode handle(Request request) {
    var code = request.content().path("code").asText();
    var position = request.content().path("cursor_pos").asInt(Integer.MAX_VALUE);
    var cursor = CodePoints.toChars(code, position);
    var detail = request.content().path("detail_level").asInt(0);
    var data =
        CellCursor.at(session.magics(), code, cursor) instanceof CellCursor.InJava java
            ? java(java.source(), cursor - java.start(), detail)
            : magic(code, cursor);
    var reply = Jsons.ok().put("found", !data.isEmpty());
    reply.set("data", Jsons.tree(data));
    reply.putObject("metadata");
    return reply;
  }

  private Map<String, String> java(String source, int cursor, int detail) {
    var data = new LinkedHashMap<String, String>();
    session
        .shell()
        .inspect(source, cursor, detail)
        .ifPresent(
            found -> {
              data.put("text/plain", found.plain());
              data.put("text/markdown", found.markdown());
            });
    return data;
  }

  private Map<String, String> magic(String code, int cursor) {
    var start = code.indexOf('%', code.lastIndexOf('\n', cursor - 1) + 1);
    var end = start;
    while (end < code.length() && !Character.isWhitespace(code.charAt(end))) {
      end++;
    }
    return session
        .magics()
        .help(code.substring(start, end))
        .map(help -> Map.of("text/plain", help))
        .orElse(Map.of());
  }
}
