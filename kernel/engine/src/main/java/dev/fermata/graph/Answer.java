// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import java.time.Instant;

/**
 * An answer as it was committed: the record that tells everybody else who was first.
 *
 * @param interruptId the question's id, 32 hex digits
 * @param value the answer
 * @param at when it was committed, by the answering process's clock
 * @param by who answered, for people: {@code user@host}, with the kernel where there is one
 */
public record Answer(String interruptId, Json value, Instant at, String by) {}
