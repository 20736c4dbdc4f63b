// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints: what a run of a graph leaves behind so that it can be resumed.
 *
 * <p>Priorities, in order: an acknowledged answer is never lost and never applied twice; the model
 * and the words are those of LangGraph's checkpointers; then Java's idiom; then speed.
 *
 * <p>A {@link dev.fermata.checkpoint.Checkpointer} stores {@link
 * dev.fermata.checkpoint.Checkpoint}s of threads and the {@link
 * dev.fermata.checkpoint.PendingWrite}s of the tasks that are due after each. Everything stored is
 * {@link dev.fermata.checkpoint.Json}: no class names, no Java serialization.
 */
@NullMarked
package dev.fermata.checkpoint;

import org.jspecify.annotations.NullMarked;
