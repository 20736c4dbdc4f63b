// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/**
 * What is known about the name or call under the cursor.
 *
 * @param plain signatures and documentation as text
 * @param markdown the same as Markdown
 */
public record Inspection(String plain, String markdown) {}
