// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The public classes of Java itself, to be found by the beginning of their names. */
final class ClassIndex {
  private @Nullable List<String> names;

  /** Full names of classes whose simple name begins so; made ready by the first call. */
  synchronized List<String> startingWith(String prefix) {
    if (names == null) {
      names =
          ModuleFinder.ofSystem().findAll().stream()
              .filter(module -> module.descriptor().name().startsWith("java."))
              .flatMap(module -> classes(module).stream())
              .sorted()
              .toList();
    }
    return names.stream()
        .filter(name -> name.startsWith(prefix, name.lastIndexOf('.') + 1))
        .toList();
  }

  private static List<String> classes(ModuleReference module) {
    Set<String> open =
        module.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    var found = new ArrayList<String>();
    try (var reader = module.open();
        var files = reader.list()) {
      files
          .filter(file -> file.endsWith(".class") && file.indexOf('$') < 0)
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(name -> open.contains(name.substring(0, Math.max(0, name.lastIndexOf('.')))))
          .forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }
}
