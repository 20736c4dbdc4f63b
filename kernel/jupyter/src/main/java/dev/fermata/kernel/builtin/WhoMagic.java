// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.display.Renderers;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.Notebook.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code %who}: the variables of the session. */
final class WhoMagic implements Magic {
  private static final int WIDTH = 80;

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "who",
        "lists the variables with their types and values",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of("[TYPE]"),
        null,
        "With TYPE only those whose type contains that text. Example: %who List");
  }

  @Override
  public @Nullable Object run(MagicCall call) {
    var wanted = call.argument(0).orElse("");
    var found =
        call.notebook().variables().stream().filter(v -> v.typeName().contains(wanted)).toList();
    if (found.isEmpty()) {
      return MimeBundle.plain("no variables");
    }
    var names = found.stream().mapToInt(v -> v.name().length()).max().orElse(0);
    var types = found.stream().mapToInt(v -> v.typeName().length()).max().orElse(0);
    var text = new StringBuilder();
    for (var variable : found) {
      text.append(pad(variable.name(), names))
          .append("  ")
          .append(pad(variable.typeName(), types))
          .append("  ")
          .append(value(variable))
          .append('\n');
    }
    return MimeBundle.plain(text.toString().stripTrailing());
  }

  /** One line, not too long: a {@code toString} may say anything, or throw. */
  private static String value(Variable variable) {
    try {
      var text = Renderers.text(variable.value()).replaceAll("\\R", "⏎");
      return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
    } catch (RuntimeException e) {
      return "(its toString throws " + e + ")";
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
