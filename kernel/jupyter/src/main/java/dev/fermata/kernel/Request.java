// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message of shell or control.
 *
 * @param source where its reply goes
 * @param message the message
 */
record Request(Connection.Source source, Message message) {
  ObjectNode content() {
    return message.content();
  }

  String type() {
    return message.type();
  }

  /** {@code x_reply} for {@code x_request}. */
  String replyType() {
    return message.type().replace("_request", "_reply");
  }
}
