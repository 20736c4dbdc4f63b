// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import dev.fermata.kernel.display.MimeBundle;
import java.util.List;

/** The magics about magics. */
final class HelpMagics {
  private HelpMagics() {}

  static List<Magic> of(Magics magics) {
    return List.of(new ListMagics(magics), new Help(magics));
  }

  private record ListMagics(Magics magics) implements Magic {
    @Override
    public MagicSpec spec() {
      return new MagicSpec(
          "lsmagic",
          "lists all magics",
          MagicSpec.Kind.LINE,
          List.of(),
          List.of(),
          null,
          "Every magic explains itself: %NAME --help");
    }

    @Override
    public Object run(MagicCall call) {
      return MimeBundle.plain(MagicHelp.list(magics.specs()));
    }
  }

  private record Help(Magics magics) implements Magic {
    @Override
    public MagicSpec spec() {
      return new MagicSpec(
          "help",
          "explains a magic, or how to begin",
          MagicSpec.Kind.LINE,
          List.of(),
          List.of("[MAGIC]"),
          null,
          "Example: %help lsmagic");
    }

    @Override
    public Object run(MagicCall call) {
      var name = call.argument(0);
      return MimeBundle.plain(name.isPresent() ? explain(name.get()) : overview());
    }

    private String explain(String name) {
      return MagicHelp.full(magics.find(name.replace("%", "")).spec());
    }

    private String overview() {
      return """
          A cell is Java: declarations, statements, expressions. The last expression is shown.
          A line that starts with %% is a magic; %%%%NAME on the first line takes the whole cell.
          Tab completes, Shift-Tab explains. %%NAME --help explains a magic. There are:

          """
              .formatted()
          + MagicHelp.list(magics.specs());
    }

    @Override
    public List<String> complete(MagicCompletion at) {
      return magics.specs().stream().map(MagicSpec::name).toList();
    }
  }
}
