// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicSpec;
import java.util.List;

/** {@code %pwd}: where relative paths begin. */
final class PwdMagic implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "pwd",
        "shows the folder in which magics and commands begin relative paths",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of(),
        null,
        "In JupyterLab the folder of the notebook; %cd changes it for magics and commands.");
  }

  @Override
  public Object run(MagicCall call) {
    return MimeBundle.plain(call.notebook().directory().toString());
  }
}
