// SPDX-License-Identifier: Apache-2.0
/** Placeholder. */
@NullMarked
package dev.fermata.form;

import org.jspecify.annotations.NullMarked;
