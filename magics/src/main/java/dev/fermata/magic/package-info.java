// SPDX-License-Identifier: Apache-2.0
/**
 * The magics of graphs: {@code %graph}, {@code %invoke}, {@code %resume}, {@code %threads}, and the
 * notebook's checkpoint store, which graphs compiled in a cell use without being told.
 *
 * <p>Everything a click can do, a line can do: a form answers by a {@code %resume} cell, so the
 * magics are the only way in. An answer is always bound to the interrupt id it was meant for.
 *
 * <p>The one piece of static state is the notebook's store ({@code StoreHome}): {@link
 * java.util.ServiceLoader} makes the engine's {@code DefaultCheckpointer} on its own, and a kernel
 * process is one notebook.
 */
@NullMarked
package dev.fermata.magic;

import org.jspecify.annotations.NullMarked;
