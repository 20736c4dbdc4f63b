// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.builtin.SessionAccess.PastCell;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code %hist}: cells that were run.
 *
 * @param session whose
 */
record HistMagic(SessionAccess session) implements Magic {
  private static final Pattern CELLS =
      Pattern.compile("(?:(\\d{1,6})/)?(\\d{1,6})(?:-(\\d{1,6}))?");

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "hist",
        "shows the cells that were run, of earlier sessions too",
        MagicSpec.Kind.LINE,
        List.of(
            Option.value("--last", "N", "at most so many (default 20)"),
            Option.value("--search", "TEXT", "only cells that hold it; * and ? stand for any text"),
            Option.flag("--unique", "of equal cells only the latest"),
            Option.flag("--output", "with the results")),
        List.of("[CELLS]"),
        null,
        "CELLS are 7, 4-6, or 3/4-6 for cells of session 3. Lines are marked session/number.\n"
            + "Examples: %hist 4-6   %hist --search HashMap --unique");
  }

  @Override
  public Object run(MagicCall call) {
    var last = call.option("--last").orElse("20");
    if (!last.matches("[1-9][0-9]{0,8}")) {
      throw new MagicException(
          "bad-number", "--last is \"" + last + "\"; it must be a whole number from 1");
    }
    var cells = cells(call, Integer.parseInt(last));
    return MimeBundle.plain(
        cells.isEmpty()
            ? "no cells"
            : cells.stream()
                .map(cell -> text(cell, call.has("--output")))
                .collect(Collectors.joining("\n")));
  }

  private List<PastCell> cells(MagicCall call, int count) {
    var range = call.argument(0);
    if (range.isPresent()) {
      return range(range.get());
    }
    var wanted = call.option("--search");
    return wanted.isPresent() || call.has("--unique")
        ? session.search(glob(wanted.orElse("")), count, call.has("--unique"))
        : session.history(count);
  }

  private List<PastCell> range(String written) {
    var cells = CELLS.matcher(written);
    if (!cells.matches()) {
      throw new MagicException(
          "bad-range", "\"" + written + "\" names no cells; write 7, 4-6 or 3/4-6");
    }
    var session = cells.group(1) == null ? 0 : Integer.parseInt(cells.group(1));
    var first = Integer.parseInt(cells.group(2));
    var last = cells.group(3) == null ? first : Integer.parseInt(cells.group(3));
    return this.session.range(session, first, last);
  }

  private static String glob(String text) {
    return text.contains("*") || text.contains("?") ? text : "*" + text + "*";
  }

  private static String text(PastCell cell, boolean withOutput) {
    var mark = cell.session() + "/" + cell.number() + ": ";
    var indent = "\n" + " ".repeat(mark.length());
    var text = mark + cell.source().replace("\n", indent);
    return withOutput && cell.output() != null
        ? text + indent + "→ " + cell.output().replace("\n", indent)
        : text;
  }
}
