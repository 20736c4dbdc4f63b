// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cells that were run, as history_request asks for them. Thread-safe. */
final class History {
  /**
   * A cell.
   *
   * @param session the number of the session; 1 is the first
   * @param line the cell's number
   * @param input its source
   * @param output its result as text; null when it had none
   */
  record Entry(int session, int line, String input, @Nullable String output) {}

  private static final int KEPT = 10_000;
  private final int session = 1;
  private final List<Entry> entries = new ArrayList<>();

  synchronized void add(int line, String input, @Nullable String output) {
    if (entries.size() == KEPT) {
      entries.remove(0);
    }
    entries.add(new Entry(session, line, input, output));
  }

  synchronized List<Entry> tail(int count) {
    return last(entries, count);
  }

  /**
   * Cells of one session.
   *
   * @param wanted 0 for this session, -1 for the one before …; else its number
   * @param start first line
   * @param stop line after the last
   */
  synchronized List<Entry> range(int wanted, int start, int stop) {
    var number = wanted > 0 ? wanted : session + wanted;
    return entries.stream()
        .filter(e -> e.session == number && e.line >= start && e.line < stop)
        .toList();
  }

  /**
   * Cells that match a glob ({@code *} and {@code ?}) as a whole.
   *
   * @param count at most so many, the latest
   * @param unique of equal inputs only the latest
   */
  synchronized List<Entry> search(String glob, int count, boolean unique) {
    var matching = entries.stream().filter(matches(glob)).toList();
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
