// SPDX-License-Identifier: Apache-2.0
/** The kernel's own magics: timing, history, files, class path, formatted text. */
@NullMarked
package dev.fermata.kernel.builtin;

import org.jspecify.annotations.NullMarked;
