// SPDX-License-Identifier: Apache-2.0
/**
 * Typed questions: approve, edit, ask, choose, review. Their payloads have the shapes of
 * LangGraph's "Interrupts" page, so a form made for one fits the other.
 */
@NullMarked
package dev.fermata.prompt;

import org.jspecify.annotations.NullMarked;
