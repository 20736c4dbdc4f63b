// SPDX-License-Identifier: Apache-2.0
/** Placeholder. */
@NullMarked
package dev.fermata.install;

import org.jspecify.annotations.NullMarked;
