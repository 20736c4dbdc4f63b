// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import dev.fermata.kernel.shell.CellScope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What cells can call to show things; imported statically into every cell. */
public final class Displays {
  private Displays() {}

  /**
   * Shows a value in the running cell's output.
   *
   * @param value rendered as a cell's result would be; may be a {@link MimeBundle}
   * @return the display id, for {@link #updateDisplay}
   */
  public static String display(@Nullable Object value) {
    return current().display().show(shown(value));
  }

  /**
   * Shows text of a mime type.
   *
   * @param value its {@code toString} is the text
   * @param mime for example {@code text/html}, {@code text/markdown}, {@code text/latex}
   * @return the display id, for {@link #updateDisplay}
   */
  public static String display(Object value, String mime) {
    return current().display().show(bundle(value, mime));
  }

  /**
   * Replaces what an earlier {@link #display} shows.
   *
   * @param id as returned by it, in this or an earlier cell
   * @param value rendered as a cell's result would be
   */
  public static void updateDisplay(String id, @Nullable Object value) {
    current().display().update(id, shown(value));
  }

  /**
   * Replaces what an earlier {@link #display} shows by text of a mime type.
   *
   * @param id as returned by it, in this or an earlier cell
   * @param value its {@code toString} is the text
   * @param mime the mime type
   */
  public static void updateDisplay(String id, Object value, String mime) {
    current().display().update(id, bundle(value, mime));
  }

  /**
   * Shows how far a loop has come: {@code for (var file : progress(files)) …}.
   *
   * @param <T> what it goes over
   * @param elements any; for a collection the bar has an end
   * @return the same elements; the bar moves as they are taken
   */
  public static <T> Iterable<T> progress(Iterable<T> elements) {
    var display = current().display();
    var total = elements instanceof Collection<?> collection ? collection.size() : -1;
    return () -> new Progress<>(elements.iterator(), total, display);
  }

  /**
   * Clears what the running cell has shown so far.
   *
   * @param wait true to clear only when the next output arrives, so that nothing flickers
   */
  public static void clearOutput(boolean wait) {
    current().display().clear(wait);
  }

  /**
   * Asks the person for a line.
   *
   * @param prompt shown beside the input field
   * @return the line
   */
  public static String input(String prompt) {
    return current().input(prompt, false);
  }

  /**
   * Asks the person for a line that is not shown while it is typed.
   *
   * @param prompt shown beside the input field
   * @return the line
   */
  public static String password(String prompt) {
    return current().input(prompt, true);
  }

  /**
   * Shows a value in the pager beside the notebook.
   *
   * @param value rendered as a cell's result would be
   */
  public static void page(@Nullable Object value) {
    current().page(shown(value));
  }

  /**
   * The value of the latest cell that had one.
   *
   * @return null when none had one
   */
  public static @Nullable Object last() {
    return current().results().last();
  }

  /**
   * The value of an earlier cell.
   *
   * @param number as in {@code Out[number]}
   * @return its value; null when it had none
   */
  public static @Nullable Object out(int number) {
    return current().results().of(number).orElse(null);
  }

  private static MimeBundle bundle(Object value, String mime) {
    var data = new LinkedHashMap<String, Object>();
    data.put(mime, value.toString());
    data.put("text/plain", value.toString());
    return new MimeBundle(data, Map.of());
  }

  private static Object shown(@Nullable Object value) {
    return value == null ? MimeBundle.plain("null") : value;
  }

  private static CellOutput current() {
    return CellScope.current()
        .flatMap(scope -> scope.attachment(CellOutput.class))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nothing can be shown here, because no cell is running on this thread"));
  }
}
