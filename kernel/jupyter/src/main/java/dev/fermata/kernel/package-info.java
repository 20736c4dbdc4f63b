// SPDX-License-Identifier: Apache-2.0
/**
 * The Jupyter kernel for Java: messages become cells, cells become messages. It knows no graph;
 * everything about graphs comes through the {@link dev.fermata.kernel.magic.MagicProvider}s.
 */
@NullMarked
package dev.fermata.kernel;

import org.jspecify.annotations.NullMarked;
