// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cells that were run, as history_request asks for them: of this session, and of earlier ones
 * when there is a file. A file that cannot be used is said once in the log and then left alone.
 * Thread-safe.
 */
final class History implements AutoCloseable {
  /**
   * A cell.
   *
   * @param session the number of the session; 1 is the first
   * @param line the cell's number
   * @param input its source
   * @param output its result as text; null when it had none
   */
  record Entry(int session, int line, String input, @Nullable String output) {}

  private static final System.Logger LOG = System.getLogger(History.class.getName());
  private static final int KEPT = 10_000;
  private static final long FILE_LIMIT = 8L << 20;

  private record Cell(int line, String input, @Nullable String output) {
    Entry of(int session) {
      return new Entry(session, line, input, output);
    }
  }

  private final List<Cell> cells = new ArrayList<>();
  private final Lane writer = new Lane("history");
  private volatile @Nullable HistoryFile file;
  private @Nullable List<Entry> earlier;

  /** The number of this session; taken with its first cell, on the thread that writes. */
  private int session;

  /**
   * A history.
   *
   * @param file where other sessions' cells are; null for none
   */
  History(@Nullable Path file) {
    this.file = file == null ? null : new HistoryFile(file, FILE_LIMIT);
  }

  /** Does not wait for the file: a cell's result must not come later because of it. */
  synchronized void add(int line, String input, @Nullable String output) {
    if (cells.size() == KEPT) {
      cells.remove(0);
    }
    var cell = new Cell(line, input, output);
    cells.add(cell);
    writer.execute(() -> write(cell));
  }

  private void write(Cell cell) {
    var number = session();
    var kept = file;
    if (kept != null) {
      try {
        kept.append(cell.of(number));
      } catch (IOException e) {
        giveUp(e);
      }
    }
  }

  private int session() {
    if (session == 0) {
      session = 1;
      var kept = file;
      if (kept != null) {
        try {
          session = kept.beginSession();
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }
    return session;
  }

  /** Waits until all cells are in the file. Returns the number of this session. */
  private int written() {
    return CompletableFuture.supplyAsync(this::session, writer).join();
  }

  /** Brings what is still to be written into the file. */
  @Override
  public void close() {
    CompletableFuture.runAsync(() -> {}, writer).join();
    writer.finish();
  }

  private List<Entry> earlier() {
    if (earlier == null) {
      earlier = List.of();
      var number = written();
      var kept = file;
      if (kept != null) {
        try {
          earlier = kept.readOthers(number);
        } catch (ClosedByInterruptException e) {
          earlier = null; // the cell that asked was stopped; the next one may read it
          return List.of();
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }
    return earlier;
  }

  private void giveUp(IOException e) {
    file = null;
    LOG.log(Level.WARNING, "the history of cells cannot be kept in its file: " + e);
  }

  private List<Entry> all() {
    var all = new ArrayList<>(earlier());
    all.addAll(own());
    return all;
  }

  private List<Entry> own() {
    var number = written();
    return cells.stream().map(cell -> cell.of(number)).toList();
  }

  synchronized List<Entry> tail(int count) {
    return last(cells.size() >= count ? own() : all(), count);
  }

  /**
   * Cells of one session.
   *
   * @param wanted 0 for this session, -1 for the one before …; else its number
   * @param start first line
   * @param stop line after the last
   */
  synchronized List<Entry> range(int wanted, int start, int stop) {
    var number = wanted > 0 ? wanted : written() + wanted;
    return (wanted == 0 ? own() : all())
        .stream().filter(e -> e.session == number && e.line >= start && e.line < stop).toList();
  }

  /**
   * Cells that match a glob ({@code *} and {@code ?}) as a whole.
   *
   * @param count at most so many, the latest
   * @param unique of equal inputs only the latest
   */
  synchronized List<Entry> search(String glob, int count, boolean unique) {
    var matching = all().stream().filter(matches(glob)).toList();
    if (unique) {
      var byInput = new LinkedHashMap<String, Entry>();
      for (var entry : matching) {
        byInput.remove(entry.input);
        byInput.put(entry.input, entry);
      }
      matching = List.copyOf(byInput.values());
    }
    return last(matching, count);
  }

  private static Predicate<Entry> matches(String glob) {
    var regex = new StringBuilder();
    glob.codePoints()
        .mapToObj(Character::toString)
        .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
        .forEach(regex::append);
    var pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return entry -> pattern.matcher(entry.input).matches();
  }

  private static List<Entry> last(List<Entry> all, int count) {
    return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size()));
  }
}
