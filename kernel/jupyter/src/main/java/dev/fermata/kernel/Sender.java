// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What it takes to answer a message, also long after what it said is forgotten.
 *
 * @param identities the routing frames; a reply carries them back
 * @param header has at least msg_id and msg_type; answers name it as their parent
 */
record Sender(List<byte[]> identities, ObjectNode header) {}
