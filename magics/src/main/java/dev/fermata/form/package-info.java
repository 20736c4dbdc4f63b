// SPDX-License-Identifier: Apache-2.0
/**
 * What a person sees of an interrupt: payload → form → mime bundle, and back: (action, values) →
 * resume value.
 *
 * <p>Priorities, in order: 1. the answer that reaches the node is exactly what was typed, no number
 * loses a digit; 2. payload text is never markup; 3. the shapes are those of LangGraph's examples,
 * LangChain's human-in-the-loop middleware, Agent Inbox and MCP elicitation, so that a payload
 * written for those gets a fitting form here. The mapping lives here alone: a front end fills in
 * {@link dev.fermata.form.Template}s and knows no shape.
 */
@NullMarked
package dev.fermata.form;

import org.jspecify.annotations.NullMarked;
