// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A message that arrived, its signature checked.
 *
 * @param identities the routing frames; a reply carries them back
 * @param header has at least msg_id and msg_type
 * @param parentHeader the header of the message it answers; empty when there is none
 * @param metadata may be empty
 * @param content may be empty
 * @param buffers binary frames of comm messages
 */
record Message(
    List<byte[]> identities,
    ObjectNode header,
    ObjectNode parentHeader,
    ObjectNode metadata,
    ObjectNode content,
    List<byte[]> buffers) {

  Sender sender() {
    return new Sender(identities, header);
  }

  String type() {
    return header.path("msg_type").asText();
  }

  String id() {
    return header.path("msg_id").asText();
  }
}
