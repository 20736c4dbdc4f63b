// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.FormException;
import dev.fermata.form.Trees;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.Notebook;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The free text of a magic as a value. Text that parses as JSON is JSON; other text that starts
 * like a JSON object or array is a mistake in it; all else is a Java expression of the notebook.
 */
sealed interface Input {
  /**
   * JSON.
   *
   * @param text one JSON text
   */
  record Json(String text) implements Input {}

  /**
   * The value of a Java expression.
   *
   * @param value any object; may be null
   */
  record Java(@Nullable Object value) implements Input {}

  /** Words that are neither JSON nor anything Java could mean. */
  Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ,.!?'_-]+");

  /**
   * Reads the text.
   *
   * @param text not blank
   * @param notebook where Java expressions are evaluated
   * @param line what stands before the text, for the suggestion how to quote it
   */
  static Input read(String text, Notebook notebook, String line) throws Exception {
    FormException notJson;
    try {
      return new Json(Trees.text(Trees.parse(text)));
    } catch (FormException e) {
      notJson = e;
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      throw new MagicException("bad-json", notJson.getMessage() + " of " + text);
    }
    try {
      return new Java(notebook.eval(text));
    } catch (MagicException e) {
      throw e.code().equals("compile-error") ? neither(text, line, e) : e;
    }
  }

  private static MagicException neither(String text, String line, MagicException compileError) {
    var quoted = line + " " + Trees.text(Trees.of(text));
    if (PLAIN.matcher(text).matches()) {
      return new MagicException(
          "not-a-value",
          "\"" + text + "\" is neither JSON nor a Java expression; a text stands in double quotes",
          List.of(quoted));
    }
    return new MagicException(
        "not-a-value",
        "the value is not JSON, and as a Java expression it does not compile:\n"
            + compileError.getMessage(),
        List.of(quoted));
  }
}
