// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the cursor in a magic line.
 *
 * @param words the words before the one being written, without the magic's name
 * @param prefix what is written of the word under the cursor; may be ""
 * @param option the option whose value is being written; null when it is an argument or a new
 *     option
 * @param notebook the session
 */
public record MagicCompletion(
    List<String> words, String prefix, @Nullable String option, Notebook notebook) {}
