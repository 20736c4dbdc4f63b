// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A message to be sent.
 *
 * @param type its msg_type
 * @param parent the header of the message it answers; empty when there is none
 * @param content the content
 * @param metadata usually empty
 * @param buffers binary frames of comm messages
 */
record Outgoing(
    String type, ObjectNode parent, ObjectNode content, ObjectNode metadata, List<byte[]> buffers) {

  Outgoing(String type, ObjectNode parent, ObjectNode content) {
    this(type, parent, content, Jsons.object(), List.of());
  }
}
