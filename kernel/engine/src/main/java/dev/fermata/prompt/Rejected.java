// SPDX-License-Identifier: Apache-2.0
package dev.fermata.prompt;

/**
 * Do not go ahead.
 *
 * @param reason why; "" when the reviewer gave no reason
 * @param <T> the value's type
 */
public record Rejected<T>(String reason) implements Decision<T> {}
