// SPDX-License-Identifier: Apache-2.0
/** Placeholder. */
@NullMarked
package dev.fermata.graph;

import org.jspecify.annotations.NullMarked;
