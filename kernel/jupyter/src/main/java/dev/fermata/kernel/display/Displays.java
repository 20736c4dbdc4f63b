// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import dev.fermata.kernel.shell.CellScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.BaseStream;
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
   * Shows what is already of a mime type.
   *
   * @param value as for {@link MimeBundle#of}: text, {@code byte[]}, JSON
   * @param mime for example {@code text/html}, {@code text/markdown}, {@code image/png}
   * @return the display id, for {@link #updateDisplay}
   */
  public static String display(Object value, String mime) {
    return current().display().show(MimeBundle.of(mime, value));
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
   * Replaces what an earlier {@link #display} shows by what is already of a mime type.
   *
   * @param id as returned by it, in this or an earlier cell
   * @param value as for {@link MimeBundle#of}
   * @param mime the mime type
   */
  public static void updateDisplay(String id, Object value, String mime) {
    current().display().update(id, MimeBundle.of(mime, value));
  }

  /**
   * Shows values of a type in a way of one's own from now on, in the results and displays of this
   * session: {@code displayAs(Duration.class, d -> html("<b>" + d.toMinutes() + " min</b>"))}.
   *
   * @param <T> the type
   * @param type its subtypes are meant too
   * @param how makes what is shown; replaces an earlier one for the same type
   */
  public static <T> void displayAs(Class<T> type, Function<? super T, MimeBundle> how) {
    current().displayAs(type, how);
  }

  /**
   * HTML, to be shown as the value of a cell, by {@link #display}, or in {@link Displayable}.
   *
   * @param text shown as it is: escape what comes from elsewhere
   * @return of {@code text/html}
   */
  public static MimeBundle html(String text) {
    return MimeBundle.of("text/html", text);
  }

  /**
   * Markdown, to be shown.
   *
   * @param text with formulas between dollar signs where the front end knows them
   * @return of {@code text/markdown}
   */
  public static MimeBundle markdown(String text) {
    return MimeBundle.of("text/markdown", text);
  }

  /**
   * A formula, to be shown.
   *
   * @param text with its dollar signs or environment, for example {@code $$x^2$$}
   * @return of {@code text/latex}
   */
  public static MimeBundle latex(String text) {
    return MimeBundle.of("text/latex", text);
  }

  /**
   * A vector image, to be shown. Front ends show it in trusted notebooks only.
   *
   * @param text the whole SVG document
   * @return of {@code image/svg+xml}
   */
  public static MimeBundle svg(String text) {
    return MimeBundle.of("image/svg+xml", text);
  }

  /**
   * JSON, to be shown as a tree that can be folded.
   *
   * @param value a String that holds JSON; else maps, lists, records and plain values
   * @return of {@code application/json}
   * @throws IllegalArgumentException when it is none
   */
  public static MimeBundle json(Object value) {
    return MimeBundle.of("application/json", value);
  }

  /**
   * An image in a file, to be shown.
   *
   * @param file PNG, JPEG, GIF, WebP or SVG, by its ending
   * @return the image itself, which needs no file any more
   * @throws IOException when it cannot be read
   */
  public static MimeBundle image(Path file) throws IOException {
    return ImageFiles.read(file);
  }

  /**
   * Shows how far a loop has come: {@code for (var file : progress(files)) …}.
   *
   * @param <T> what it goes over
   * @param elements any; for a collection the bar has an end
   * @return the same elements; the bar moves as they are taken
   */
  public static <T> Iterable<T> progress(Iterable<T> elements) {
    var cell = current();
    var total = elements instanceof Collection<?> collection ? collection.size() : -1;
    return () -> new Progress<>(elements.iterator(), total, cell);
  }

  /**
   * Shows how far a loop has come: {@code for (var word : progress(words)) …}.
   *
   * @param <T> what it goes over
   * @param elements an array
   * @return its elements
   */
  public static <T> Iterable<T> progress(T[] elements) {
    return progress(Arrays.asList(elements));
  }

  /**
   * Shows how far a loop has come: {@code for (int i : progress(IntStream.range(0, 1000))) …}.
   *
   * @param <T> what it goes over
   * @param elements a stream; the bar has an end when the stream knows its size
   * @return its elements, to be gone over once
   */
  public static <T> Iterable<T> progress(BaseStream<T, ?> elements) {
    var cell = current();
    var rest = elements.spliterator();
    var size = rest.getExactSizeIfKnown();
    var total = size > Integer.MAX_VALUE ? -1 : (int) size;
    return () -> new Progress<>(Spliterators.iterator(rest), total, cell);
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
