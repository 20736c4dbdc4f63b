// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Help texts made from {@link MagicSpec}s. */
final class MagicHelp {
  private MagicHelp() {}

  /** One line: {@code %invoke [--thread ID] GRAPH [INPUT]}. */
  static String usage(MagicSpec spec) {
    var line = new StringBuilder(spec.kind() == MagicSpec.Kind.CELL ? "%%" : "%");
    line.append(spec.name());
    for (var option : spec.options()) {
      line.append(" [").append(shown(option)).append(']').append(option.repeatable() ? "…" : "");
    }
    for (var argument : spec.arguments()) {
      line.append(' ').append(argument);
    }
    if (spec.rest() != null) {
      line.append(" [").append(spec.rest()).append(']');
    }
    return line.toString();
  }

  /** Everything about one magic. */
  static String full(MagicSpec spec) {
    var text = new StringBuilder(usage(spec)).append("\n\n").append(summary(spec)).append('\n');
    if (spec.kind() == MagicSpec.Kind.LINE_AND_CELL) {
      text.append("Also as a cell magic: %%").append(spec.name()).append(" on the first line.\n");
    }
    if (!spec.options().isEmpty()) {
      text.append('\n');
      var width = spec.options().stream().mapToInt(o -> shown(o).length()).max().orElse(0);
      for (var option : spec.options()) {
        text.append("  ").append(pad(shown(option), width)).append("  ").append(option.help());
        text.append('\n');
      }
    }
    if (!spec.details().isBlank()) {
      text.append('\n').append(spec.details().strip()).append('\n');
    }
    return text.toString();
  }

  /** One line each, by name. */
  static String list(Collection<MagicSpec> specs) {
    var width = specs.stream().mapToInt(spec -> signed(spec).length()).max().orElse(0);
    return specs.stream()
        .sorted(Comparator.comparing(MagicSpec::name))
        .map(spec -> pad(signed(spec), width) + "  " + summary(spec))
        .collect(Collectors.joining("\n"));
  }

  private static String summary(MagicSpec spec) {
    var text = spec.summary();
    return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String signed(MagicSpec spec) {
    return switch (spec.kind()) {
      case LINE -> "%" + spec.name();
      case CELL -> "%%" + spec.name();
      case LINE_AND_CELL -> "%" + spec.name() + ", %%" + spec.name();
    };
  }

  private static String shown(MagicSpec.Option option) {
    return option.value() == null ? option.name() : option.name() + " " + option.value();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
