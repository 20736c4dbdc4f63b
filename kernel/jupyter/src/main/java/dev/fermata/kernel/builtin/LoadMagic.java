// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code %load}: a file becomes the next cell. */
final class LoadMagic implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "load",
        "puts the text of a file into the next cell, to be read and run",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of("FILE"),
        null,
        "%run runs a file at once. Example: %load Helpers.java");
  }

  @Override
  public @Nullable Object run(MagicCall call) {
    var text = TextFiles.read(call.notebook(), call.arguments().get(0));
    call.notebook().setNextInput(text);
    return null;
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return TextFiles.complete(at.notebook(), at.prefix());
  }
}
