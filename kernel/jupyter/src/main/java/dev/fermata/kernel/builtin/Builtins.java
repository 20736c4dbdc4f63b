// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import java.util.List;

/** The kernel's own magics. */
public final class Builtins {
  private Builtins() {}

  /**
   * Makes the magics of one session.
   *
   * @param session what they work on; used only when a magic runs
   * @return all of them
   */
  public static List<Magic> of(SessionAccess session) {
    var maven = new MavenMagic(session, null);
    return List.of(
        new TimeMagic(),
        new TimeitMagic(),
        new EnvMagic(session),
        new WhoMagic(),
        new HistMagic(session),
        new ResetMagic(session),
        new ExitMagic(session),
        new TbMagic(session),
        new PwdMagic(),
        new CdMagic(session),
        new ShellMagic(session),
        new LoadMagic(),
        new RunMagic(session),
        new ClasspathMagic(session),
        maven,
        new LoadFromPomMagic(maven),
        new WriteFileMagic(),
        new MarkupMagic("html", "text/html"),
        new MarkupMagic("markdown", "text/markdown"),
        new MarkupMagic("latex", "text/latex"),
        new MarkupMagic("svg", "image/svg+xml"),
        new MarkupMagic("javascript", "application/javascript"));
  }
}
