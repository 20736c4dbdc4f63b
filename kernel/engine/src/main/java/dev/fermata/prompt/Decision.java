// SPDX-License-Identifier: Apache-2.0
package dev.fermata.prompt;

/**
 * What a reviewer decided about a value.
 *
 * @param <T> the value's type
 */
public sealed interface Decision<T> permits Approved, Rejected {}
