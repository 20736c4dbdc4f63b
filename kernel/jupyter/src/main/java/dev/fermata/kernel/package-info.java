// SPDX-License-Identifier: Apache-2.0
/** Placeholder. */
@NullMarked
package dev.fermata.kernel;

import org.jspecify.annotations.NullMarked;
