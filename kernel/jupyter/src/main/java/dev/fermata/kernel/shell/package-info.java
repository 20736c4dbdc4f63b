// SPDX-License-Identifier: Apache-2.0
/**
 * Cells of Java on an in-process JShell: evaluation, interruption, hot swap, completion,
 * inspection, errors in the lines of the cell. Knows nothing of messages or magics.
 */
@NullMarked
package dev.fermata.kernel.shell;

import org.jspecify.annotations.NullMarked;
