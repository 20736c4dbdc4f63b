// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The threads cells are run on: one for the notebook, and one for each subshell that a client has
 * created to run cells beside it. Thread-safe.
 */
final class Subshells {
  private final Lane main = new Lane("execution");
  private final Map<String, Lane> lanes = new TreeMap<>();

  /** The lane of the notebook itself. */
  Lane main() {
    return main;
  }

  /**
   * Where a request is to be run.
   *
   * @throws BadRequestException when its subshell does not exist (any more)
   */
  synchronized Lane of(Message request) {
    var id = request.header().path("subshell_id");
    if (!id.isTextual()) {
      return main;
    }
    var lane = lanes.get(id.asText());
    if (lane == null) {
      throw new BadRequestException("there is no subshell \"" + id.asText() + "\"");
    }
    return lane;
  }

  synchronized ObjectNode create() {
    var id = UUID.randomUUID().toString();
    lanes.put(id, new Lane("subshell-" + id.substring(0, 8)));
    return Jsons.ok().put("subshell_id", id);
  }

  /** Ends a subshell; the cell it runs is finished first. */
  synchronized ObjectNode delete(ObjectNode request) {
    var id = request.path("subshell_id").asText();
    var lane = lanes.remove(id);
    if (lane == null) {
      throw new BadRequestException("there is no subshell \"" + id + "\"");
    }
    lane.finish();
    return Jsons.ok();
  }

  synchronized ObjectNode list() {
    var reply = Jsons.ok();
    reply.set("subshell_id", Jsons.strings(lanes.keySet()));
    return reply;
  }

  synchronized void stop() {
    main.stop();
    lanes.values().forEach(Lane::stop);
  }
}
