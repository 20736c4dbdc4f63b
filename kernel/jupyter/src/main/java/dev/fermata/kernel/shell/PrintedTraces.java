// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stack traces that code prints by itself, as {@link Throwable#printStackTrace()} hands them to a
 * stream: object by object. Frames of cells name the cell and its line; what lies below the first
 * of them, the JDK and the kernel that called the cell, is left out. Thread-safe; traces of several
 * threads do not mix.
 */
public final class PrintedTraces {
  /** As {@link StackTraceElement#toString()} writes it, behind the loader and the module. */
  private static final Pattern FRAME =
      Pattern.compile("(\\t+)at (?:[^(]*/)?([^(/]+)\\.([^(./]+)\\(([^:)]*)(?::(\\d+))?\\)");

  private static final Pattern MORE = Pattern.compile("\\t+\\.\\.\\. \\d+ more");
  private static final Pattern ENCLOSED = Pattern.compile("\\t*(?:Caused by|Suppressed): ");

  private final CellCode code;

  /** Whether the trace that the thread is printing has come to a frame of a cell. */
  private final ThreadLocal<Boolean> inCells = new ThreadLocal<>();

  PrintedTraces(CellCode code) {
    this.code = code;
  }

  /**
   * What to print in place of an object that is printed on a line of its own.
   *
   * @param printed for example a throwable, or a String with a frame
   * @return empty for a frame that is left out
   */
  public Optional<Object> line(Object printed) {
    if (printed instanceof Throwable) {
      inCells.remove();
      return Optional.of(CellNames.readable(printed.toString()));
    }
    if (!(printed instanceof String text)) {
      return Optional.of(printed);
    }
    if (MORE.matcher(text).matches()) { // the same frames as above, and as many are left out
      return inCells.get() == null ? Optional.of(text) : Optional.empty();
    }
    if (ENCLOSED.matcher(text).lookingAt()) {
      inCells.remove();
      return Optional.of(CellNames.readable(text));
    }
    return frame(text);
  }

  private Optional<Object> frame(String text) {
    var match = FRAME.matcher(text);
    if (!match.matches()) {
      return Optional.of(text);
    }
    int line = match.group(5) == null ? 0 : Integer.parseInt(match.group(5));
    var frame = new StackTraceElement(match.group(2), match.group(3), match.group(4), line);
    if (Places.isCell(frame)) {
      inCells.set(true);
      var place = code.place(frame).map(found -> Traces.label(frame, found));
      return Optional.of(
          place.map(found -> match.group(1) + "at " + found).orElse(CellNames.readable(text)));
    }
    boolean hidden = inCells.get() != null && code.isMachinery(frame.getClassName());
    return hidden ? Optional.empty() : Optional.of(text);
  }
}
