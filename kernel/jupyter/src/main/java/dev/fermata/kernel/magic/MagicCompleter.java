// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Completes names of magics, their options, and what they offer for arguments. */
final class MagicCompleter {
  private final Magics magics;

  MagicCompleter(Magics magics) {
    this.magics = magics;
  }

  MagicMatches complete(String line, Notebook notebook) {
    var signs = line.startsWith("%%") ? "%%" : "%";
    var text = line.substring(signs.length());
    var words = new ArrayList<>(Arrays.asList(text.split("\\s+", -1)));
    var name = words.remove(0);
    if (words.isEmpty()) {
      return names(signs, name);
    }
    var prefix = words.remove(words.size() - 1);
    return magics
        .lookUp(name)
        .map(magic -> words(magic, words, prefix, notebook))
        .orElse(new MagicMatches(prefix.length(), List.of(), "value"));
  }

  private MagicMatches names(String signs, String prefix) {
    var unwanted = signs.equals("%%") ? MagicSpec.Kind.LINE : MagicSpec.Kind.CELL;
    var names =
        magics.specs().stream()
            .filter(spec -> spec.kind() != unwanted && spec.name().startsWith(prefix))
            .map(spec -> signs + spec.name())
            .toList();
    return new MagicMatches(signs.length() + prefix.length(), names, "magic");
  }

  private static MagicMatches words(
      Magic magic, List<String> words, String prefix, Notebook notebook) {
    var pending = pendingOption(magic.spec(), words);
    var matches = new ArrayList<String>();
    if (pending == null && prefix.startsWith("-")) {
      options(magic.spec(), words).stream().filter(o -> o.startsWith(prefix)).forEach(matches::add);
      return new MagicMatches(prefix.length(), matches, "option");
    }
    var at = new MagicCompletion(List.copyOf(words), prefix, pending, notebook);
    magic.complete(at).stream().filter(word -> word.startsWith(prefix)).forEach(matches::add);
    if (pending == null && prefix.isEmpty()) {
      matches.addAll(options(magic.spec(), words));
    }
    return new MagicMatches(prefix.length(), matches, "value");
  }

  /** The option whose value is being written. */
  private static @Nullable String pendingOption(MagicSpec spec, List<String> words) {
    if (words.isEmpty()) {
      return null;
    }
    var last = words.get(words.size() - 1);
    return spec.options().stream()
        .filter(option -> option.name().equals(last) && option.value() != null)
        .map(MagicSpec.Option::name)
        .findFirst()
        .orElse(null);
  }

  private static List<String> options(MagicSpec spec, List<String> words) {
    var names = new ArrayList<String>();
    for (var option : spec.options()) {
      if (option.repeatable() || !words.contains(option.name())) {
        names.add(option.name());
      }
    }
    if (words.isEmpty()) {
      names.add("--help");
    }
    return names;
  }
}
