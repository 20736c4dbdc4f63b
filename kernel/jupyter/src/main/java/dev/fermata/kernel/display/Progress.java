// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An iterator that shows how far it has come, ten times a second at most. */
final class Progress<T> implements Iterator<T> {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final int WIDTH = 30;

  private final Iterator<? extends T> elements;
  private final int total;
  private final CellOutput cell;
  private final long start = System.nanoTime();
  private @Nullable String displayId;
  private long shownAt;
  private int done;
  private boolean ended;

  /**
   * Starts to show.
   *
   * @param total how many there are; -1 when nobody knows
   */
  Progress(Iterator<? extends T> elements, int total, CellOutput cell) {
    this.elements = elements;
    this.total = total;
    this.cell = cell;
  }

  @Override
  public boolean hasNext() {
    var more = elements.hasNext();
    if (!more && !ended) {
      ended = true;
      show();
    }
    return more;
  }

  @Override
  public T next() {
    var element = elements.next();
    if (displayId == null || System.nanoTime() - shownAt > PAUSE_NANOS) {
      show();
    }
    done++;
    return element;
  }

  private void show() {
    shownAt = System.nanoTime();
    if (displayId == null) {
      displayId = cell.display().show(bundle());
      cell.whenEnding(this::left);
    } else {
      cell.display().update(displayId, bundle());
    }
  }

  /** The cell ends, and the loop was left early: by a break, an error, an interrupt. */
  private void left() {
    if (!ended) {
      show();
    }
  }

  private MimeBundle bundle() {
    var seconds = (System.nanoTime() - start) / 1_000_000_000;
    var bar =
        total > 0 ? "<progress value=\"%d\" max=\"%d\"></progress> ".formatted(done, total) : "";
    return new MimeBundle(
        Map.of(
            "text/plain", plainBar() + text(seconds),
            "text/html", bar + Html.escape(text(seconds))),
        Map.of());
  }

  private String text(long seconds) {
    return (total >= 0 ? done + " of " + total : String.valueOf(done))
        + ", "
        + seconds
        + " s"
        + (ended ? ", done" : remaining(seconds));
  }

  /** At the speed so far; not in the first seconds, when it would be a guess. */
  private String remaining(long seconds) {
    return total > 0 && done > 0 && seconds > 1
        ? ", about " + seconds * (total - done) / done + " s left"
        : "";
  }

  private String plainBar() {
    if (total <= 0) {
      return "";
    }
    var full = (int) ((long) WIDTH * done / total);
    return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] ";
  }
}
