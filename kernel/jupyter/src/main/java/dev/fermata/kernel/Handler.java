// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Answers one type of message. */
@FunctionalInterface
interface Handler {
  /**
   * Handles a message between its busy and its idle.
   *
   * @return the content of the reply; null for a message that has none
   * @throws Exception answered with an error reply
   */
  @Nullable ObjectNode handle(Request request) throws Exception;
}
