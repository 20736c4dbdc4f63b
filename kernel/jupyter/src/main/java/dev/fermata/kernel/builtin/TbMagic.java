// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.shell.CellNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * {@code %tb}: the whole stack of the last exception, which an error shows without the frames of
 * libraries' insides.
 *
 * @param session whose
 */
record TbMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "tb",
        "shows the last exception with every frame of its stack",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of(),
        null,
        "An error shows the frames of your cells; the JDK's and the kernel's are left out.");
  }

  @Override
  public Object run(MagicCall call) {
    return MimeBundle.plain(
        session.lastThrown().map(TbMagic::text).orElse("no cell has thrown anything"));
  }

  private static String text(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return CellNames.readable(text.toString().stripTrailing());
  }
}
