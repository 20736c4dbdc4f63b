// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import org.jspecify.annotations.Nullable;

/**
 * A variable of the session.
 *
 * @param name its name
 * @param typeName its declared type as Java source
 * @param value its value now
 */
public record Variable(String name, String typeName, @Nullable Object value) {}
