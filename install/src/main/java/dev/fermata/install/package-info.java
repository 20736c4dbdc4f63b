// SPDX-License-Identifier: Apache-2.0
/**
 * The front door: one runnable jar that puts itself where Jupyter looks, takes itself away again
 * and says what is wrong when a notebook does not open.
 *
 * <p>Priorities, in order: never touch what is not ours; leave nothing behind after an uninstall;
 * say what to do, not only what failed. The kernel itself starts through {@link
 * dev.fermata.install.Main} without loading anything of this package but that class.
 */
@NullMarked
package dev.fermata.install;

import org.jspecify.annotations.NullMarked;
