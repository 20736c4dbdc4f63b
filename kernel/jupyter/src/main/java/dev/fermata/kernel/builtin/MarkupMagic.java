// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicSpec;
import java.util.List;
import java.util.Objects;

/**
 * {@code %%html} and the like: the cell is shown as formatted text.
 *
 * @param name of the magic
 * @param mime what the text is
 */
record MarkupMagic(String name, String mime) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        name,
        "shows the cell as " + mime,
        MagicSpec.Kind.CELL,
        List.of(),
        List.of(),
        null,
        "Shown as it is: write only what you trust.");
  }

  @Override
  public Object run(MagicCall call) {
    var body = Objects.requireNonNull(call.body(), "a cell magic has a body");
    return MimeBundle.plain(body).with(mime, body);
  }
}
