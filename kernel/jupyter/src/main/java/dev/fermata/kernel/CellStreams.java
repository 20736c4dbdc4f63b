// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one cell prints, in batches: one message per line would take a front end minutes for ten
 * thousand lines. Stdout and stderr leave in the order they were written. Thread-safe.
 */
final class CellStreams {
  /** The two streams, named as on the wire. */
  enum Name {
    STDOUT,
    STDERR;

    String onTheWire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Piece(Name name, ByteArrayOutputStream bytes) {}

  private static final int BATCH_BYTES = 8 * 1024;
  private static final int BATCH_MILLIS = 50;

  /**
   * The more a cell has printed, the larger its batches: front ends draw all of a cell's text again
   * for each, and would be busy for minutes with what a flood prints in a second.
   */
  private static final int GROWTH = 8;

  private final BiConsumer<Name, String> publisher;
  private final ScheduledExecutorService timer;
  private final long limit;
  private final List<Piece> pending = new ArrayList<>();
  private final Map<Name, byte[]> splitCharacters = new EnumMap<>(Name.class);
  private int pendingBytes;
  private long written;
  private boolean flushScheduled;

  /**
   * Streams of one cell.
   *
   * @param publisher gets each batch, whole characters only
   * @param timer ends batches of cells that print slowly
   * @param limit bytes after which the rest is dropped, with a notice
   */
  CellStreams(BiConsumer<Name, String> publisher, ScheduledExecutorService timer, long limit) {
    this.publisher = publisher;
    this.timer = timer;
    this.limit = limit;
  }

  synchronized void write(Name name, byte[] bytes, int offset, int length) {
    if (length == 0 || written > limit) {
      return;
    }
    written += length;
    append(name, bytes, offset, length);
    if (written > limit) {
      flush();
      publisher.accept(Name.STDERR, notice());
    } else if (pendingBytes >= Math.max(BATCH_BYTES, written / GROWTH)) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      var unused = timer.schedule(this::flushOnTime, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void append(Name name, byte[] bytes, int offset, int length) {
    var last = pending.isEmpty() ? null : pending.get(pending.size() - 1);
    if (last == null || last.name != name) {
      last = new Piece(name, new ByteArrayOutputStream());
      pending.add(last);
    }
    last.bytes.write(bytes, offset, length);
    pendingBytes += length;
  }

  private String notice() {
    return "\n[this cell has printed more than "
        + limit / (1024 * 1024)
        + " MiB; the rest is not shown. Print less, write to a file, or start the kernel with"
        + " FERMATA_OUTPUT_LIMIT set to a larger number of MiB]\n";
  }

  private synchronized void flushOnTime() {
    flushScheduled = false;
    flush();
  }

  /** Sends everything written so far. */
  synchronized void flush() {
    for (var piece : pending) {
      var text = wholeCharacters(piece);
      if (!text.isEmpty()) {
        publisher.accept(piece.name, text);
      }
    }
    pending.clear();
    pendingBytes = 0;
  }

  /** A character whose last bytes are still to be written waits for them. */
  private String wholeCharacters(Piece piece) {
    var bytes = joined(splitCharacters.remove(piece.name), piece.bytes.toByteArray());
    var end = Utf8.endOfWholeCharacters(bytes);
    if (end < bytes.length) {
      splitCharacters.put(piece.name, java.util.Arrays.copyOfRange(bytes, end, bytes.length));
    }
    return new String(bytes, 0, end, UTF_8);
  }

  private static byte[] joined(byte @Nullable [] first, byte[] second) {
    if (first == null) {
      return second;
    }
    var all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
