// SPDX-License-Identifier: Apache-2.0
package dev.fermata.prompt;

/**
 * Go ahead with this value.
 *
 * @param value the proposed value with the reviewer's edits
 * @param <T> the value's type
 */
public record Approved<T>(T value) implements Decision<T> {}
