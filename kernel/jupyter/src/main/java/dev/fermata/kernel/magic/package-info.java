// SPDX-License-Identifier: Apache-2.0
/**
 * Magics: lines that start with {@code %} and cells that start with {@code %%}, as in IPython. A
 * {@link dev.fermata.kernel.magic.MagicProvider} found by {@link java.util.ServiceLoader} adds
 * some.
 */
@NullMarked
package dev.fermata.kernel.magic;

import org.jspecify.annotations.NullMarked;
