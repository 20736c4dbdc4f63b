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
import java.util.stream.Collectors;

/**
 * {@code %hist}: cells that were run.
 *
 * @param session whose
 */
record HistMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "hist",
        "shows the cells that were run, of earlier sessions too",
        MagicSpec.Kind.LINE,
        List.of(
            Option.value("--last", "N", "at most so many (default 20)"),
            Option.value("--search", "GLOB", "only cells that match as a whole, for example *Map*"),
            Option.flag("--output", "with the results")),
        List.of(),
        null,
        "Lines are marked session/number.");
  }

  @Override
  public Object run(MagicCall call) {
    var last = call.option("--last").orElse("20");
    if (!last.matches("[1-9][0-9]{0,8}")) {
      throw new MagicException(
          "bad-number", "--last is \"" + last + "\"; it must be a whole number from 1");
    }
    var count = Integer.parseInt(last);
    var cells =
        call.option("--search")
            .map(glob -> session.search(glob, count))
            .orElseGet(() -> session.history(count));
    return MimeBundle.plain(
        cells.isEmpty()
            ? "no cells"
            : cells.stream()
                .map(cell -> text(cell, call.has("--output")))
                .collect(Collectors.joining("\n")));
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
