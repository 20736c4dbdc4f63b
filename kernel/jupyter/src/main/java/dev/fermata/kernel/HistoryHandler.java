// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Answers history_request. */
final class HistoryHandler implements Handler {
  private final History history;

  HistoryHandler(History history) {
    this.history = history;
  }

  @Override
  public ObjectNode handle(Request request) {
    var asked = request.content();
    var withOutput = asked.path("output").asBoolean(false);
    var reply = Jsons.ok();
    var list = reply.putArray("history");
    for (var entry : find(asked)) {
      var row = list.addArray().add(entry.session()).add(entry.line());
      if (withOutput) {
        row.addArray().add(entry.input()).add(entry.output());
      } else {
        row.add(entry.input());
      }
    }
    return reply;
  }

  private List<History.Entry> find(ObjectNode asked) {
    var count = asked.path("n").asInt(Integer.MAX_VALUE);
    return switch (asked.path("hist_access_type").asText()) {
      case "tail" -> history.tail(count);
      case "range" ->
          history.range(
              asked.path("session").asInt(0),
              asked.path("start").asInt(0),
              asked.path("stop").asInt(Integer.MAX_VALUE));
      case "search" ->
          history.search(
              asked.path("pattern").asText("*"), count, asked.path("unique").asBoolean(false));
      default ->
          throw new BadRequestException(
              "hist_access_type is \""
                  + asked.path("hist_access_type").asText()
                  + "\"; it must be tail, range or search");
    };
  }
}
