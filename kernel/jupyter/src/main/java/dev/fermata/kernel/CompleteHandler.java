// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.shell.CompletionResult.Match;

/** Answers complete_request, in code points. */
final class CompleteHandler implements Handler {
  private final Session session;

  CompleteHandler(Session session) {
    this.session = session;
  }

  @Override
  public ObjectNode handle(Request request) {
    var code = request.content().path("code").asText();
    var position = request.content().path("cursor_pos").asInt(Integer.MAX_VALUE);
    var cursor = CodePoints.toChars(code, position);
    var at = CellCursor.at(session.magics(), code, cursor);
    return at instanceof CellCursor.InMagic magic
        ? magic(code, cursor, magic.line())
        : java(code, cursor, (CellCursor.InJava) at);
  }

  private ObjectNode magic(String code, int cursor, String line) {
    var found = session.magics().complete(line, session.notebook());
    var reply = new Reply(code, cursor - found.length(), cursor);
    for (var text : found.matches()) {
      reply.add(new Match(text, found.kind(), "", cursor - found.length()), 0);
    }
    return reply.content();
  }

  private ObjectNode java(String code, int cursor, CellCursor.InJava java) {
    var found = session.shell().complete(java.source(), cursor - java.start());
    var reply = new Reply(code, found.start() + java.start(), found.end() + java.start());
    found.matches().forEach(match -> reply.add(match, java.start()));
    return reply.content();
  }

  /** A complete_reply in the making. */
  private static final class Reply {
    private final String code;
    private final int start;
    private final int end;
    private final ObjectNode content = Jsons.ok();
    private final ArrayNode matches = content.putArray("matches");
    private final ArrayNode typed;

    Reply(String code, int start, int end) {
      this.code = code;
      this.start = start;
      this.end = end;
      content.put("cursor_start", CodePoints.fromChars(code, start));
      content.put("cursor_end", CodePoints.fromChars(code, end));
      typed = content.putObject("metadata").putArray("_jupyter_types_experimental");
    }

    /**
     * Adds a match.
     *
     * @param offset what to add to the match's own start
     */
    void add(Match match, int offset) {
      var from = match.start() + offset;
      if (from == start) {
        matches.add(match.text());
      }
      typed
          .addObject()
          .put("start", CodePoints.fromChars(code, from))
          .put("end", CodePoints.fromChars(code, end))
          .put("text", match.text())
          .put("type", match.kind())
          .put("signature", match.signature());
    }

    ObjectNode content() {
      return content;
    }
  }
}
