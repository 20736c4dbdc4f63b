// SPDX-License-Identifier: Apache-2.0
/**
 * Graphs of plain Java functions that can stop, ask a person, and go on weeks later.
 *
 * <p>The model and the words are LangGraph's: a {@link dev.fermata.graph.StateGraph} of nodes over
 * a state of channels runs in supersteps; a node asks by {@link
 * dev.fermata.graph.Fermata#interrupt(Object)}, the run stops, and {@link
 * dev.fermata.graph.Fermata#resume(Object)} runs the node again from its start with the answer.
 * Java's idiom rules where it does not conflict: the state is a record, its components are the
 * channels.
 *
 * <p>Priorities, in order: an answer is never lost and never applied twice; an answer is never
 * given to a question that nobody saw; LangGraph's model; speed.
 */
@NullMarked
package dev.fermata.graph;

import org.jspecify.annotations.NullMarked;
