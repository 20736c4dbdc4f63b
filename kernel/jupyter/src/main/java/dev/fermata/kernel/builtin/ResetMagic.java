// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code %reset}: a fresh start without a new kernel.
 *
 * @param session what is forgotten
 */
record ResetMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "reset",
        "forgets all variables, methods, classes and imports of the cells",
        MagicSpec.Kind.LINE,
        List.of(Option.flag("--yes", "does not ask first")),
        List.of(),
        null,
        "The class path stays, and what is stored stays stored.");
  }

  @Override
  public @Nullable Object run(MagicCall call) {
    if (!call.has("--yes")) {
      confirm(call);
    }
    session.reset();
    return null;
  }

  private static void confirm(MagicCall call) {
    if (!call.notebook().interactive()) {
      throw new MagicException(
          "not-confirmed",
          "%reset asks first, and nobody is there to answer; write %reset --yes",
          List.of("%reset --yes"));
    }
    var answer = call.notebook().input("Forget everything the cells have declared? (y/n)");
    if (!answer.strip().equalsIgnoreCase("y")) {
      throw new MagicException("not-confirmed", "nothing was forgotten");
    }
  }
}
