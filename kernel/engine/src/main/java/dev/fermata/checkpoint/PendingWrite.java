// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/**
 * Something a task that is due after a checkpoint has left there before the superstep ended: its
 * result, its questions, an answer to one, its error. A (task, kind, key) triple is written at most
 * once unless the write says it replaces.
 *
 * @param task the task's id
 * @param kind which sort of write, in the engine's words ("result", "interrupt", "resume", …)
 * @param key tells writes of one kind apart, for example the interrupt id; may be ""
 * @param value what was written
 */
public record PendingWrite(String task, String kind, String key, Json value) {}
