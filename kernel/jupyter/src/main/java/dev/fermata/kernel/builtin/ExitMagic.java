// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code %exit}: the only way a cell can end the kernel.
 *
 * @param session what it ends
 */
record ExitMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "exit",
        "ends the kernel, and every variable with it",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of(),
        null,
        "What is stored stays stored. JupyterLab starts a fresh kernel for the notebook.");
  }

  @Override
  public @Nullable Object run(MagicCall call) {
    session.exit();
    return null;
  }
}
