// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import dev.fermata.kernel.shell.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text after a magic's name by its {@link MagicSpec}. Options may stand before and
 * between the arguments, never in the free text; {@code --} alone ends them.
 */
final class LineParser {
  private final MagicSpec spec;
  private final Words words;
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();

  private LineParser(MagicSpec spec, String text) {
    this.spec = spec;
    this.words = new Words(text);
  }

  static MagicCall parse(MagicSpec spec, CellPart.Use use, Notebook notebook) {
    return new LineParser(spec, use.text()).call(use, notebook);
  }

  private MagicCall call(CellPart.Use use, Notebook notebook) {
    var optionsAllowed = true;
    while (words.more()) {
      if (optionsAllowed && words.startWith("--")) {
        var word = words.next();
        if (word.equals("--")) {
          optionsAllowed = false;
        } else {
          option(word);
        }
      } else if (arguments.size() < spec.arguments().size()) {
        arguments.add(words.nextUnquoted());
      } else {
        break;
      }
    }
    return new MagicCall(
        spec.name(), options, List.copyOf(arguments), rest(), use.body(), notebook);
  }

  private String rest() {
    var rest = words.rest();
    if (!options.containsKey("--help")) {
      checkArguments();
      if (spec.rest() == null && !rest.isEmpty()) {
        throw wrong("too-many-arguments", "%" + spec.name() + " has no use for \"" + rest + "\"");
      }
    }
    return rest;
  }

  private void option(String word) {
    var equals = word.indexOf('=');
    var name = equals < 0 ? word : word.substring(0, equals);
    if (name.equals("--help")) {
      options.put(name, List.of());
      return;
    }
    var option = find(name);
    if (option.value() == null) {
      if (equals >= 0) {
        throw wrong("unexpected-value", "the option " + name + " takes no value");
      }
      options.put(name, List.of());
      return;
    }
    var value = equals >= 0 ? Words.unquote(word.substring(equals + 1)) : valueOf(option);
    var values = options.computeIfAbsent(name, key -> new ArrayList<>());
    if (!values.isEmpty() && !option.repeatable()) {
      throw wrong("repeated-option", "the option " + name + " was given twice");
    }
    values.add(value);
  }

  private String valueOf(MagicSpec.Option option) {
    if (!words.more()) {
      throw wrong(
          "missing-value", "the option " + option.name() + " needs a value: " + option.value());
    }
    return words.nextUnquoted();
  }

  private MagicSpec.Option find(String name) {
    for (var option : spec.options()) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    var names = spec.options().stream().map(MagicSpec.Option::name).toList();
    var near = Nearest.of(name, names);
    var hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    throw wrong("unknown-option", "%" + spec.name() + " has no option \"" + name + "\"" + hint);
  }

  private void checkArguments() {
    for (var i = arguments.size(); i < spec.arguments().size(); i++) {
      var label = spec.arguments().get(i);
      if (!label.startsWith("[")) {
        throw wrong("missing-argument", "%" + spec.name() + " needs " + label);
      }
    }
  }

  private MagicException wrong(String code, String message) {
    return new MagicException(code, message + "\nusage: " + MagicHelp.usage(spec));
  }
}
