// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/**
 * One error of the compiler, placed in the cell.
 *
 * @param code javac's key, the same in every language, for example {@code
 *     compiler.err.cant.resolve.location}
 * @param message javac's message in English
 * @param line the line in the cell, from 1
 * @param column the column in that line, from 1, in chars
 * @param sourceLine the text of that line
 * @param offending the text the error is about; may be ""
 */
public record CompileProblem(
    String code, String message, int line, int column, String sourceLine, String offending) {}
