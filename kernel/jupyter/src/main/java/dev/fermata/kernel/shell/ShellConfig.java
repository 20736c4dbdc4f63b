// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a {@link JavaShell} starts with.
 *
 * @param imports whole import statements that every cell sees, for example {@code import
 *     java.util.*;}
 * @param classPath jars and class folders that cells may use, besides what {@code parent} offers
 * @param parent the loader above the cells' own; must see this package
 * @param hiddenFrames class name prefixes whose stack frames are machinery, for example {@code
 *     dev.fermata.graph.}
 * @param hints extra sentences for compile errors, asked in order; every one that knows something
 *     is shown
 * @param errorCode the stable code of an exception, shown after its name; empty when it has none
 */
public record ShellConfig(
    List<String> imports,
    List<Path> classPath,
    ClassLoader parent,
    List<String> hiddenFrames,
    List<ErrorHint> hints,
    Function<Throwable, Optional<String>> errorCode) {

  /**
   * Copies the lists.
   *
   * @param imports whole statements
   * @param classPath existing files
   * @param parent sees this package
   * @param hiddenFrames prefixes
   * @param hints in order
   * @param errorCode empty when it has none
   */
  public ShellConfig {
    imports = List.copyOf(imports);
    classPath = List.copyOf(classPath);
    hiddenFrames = List.copyOf(hiddenFrames);
    hints = List.copyOf(hints);
  }

  /**
   * No imports, no further class path, the loader of this class.
   *
   * @return the smallest configuration that works
   */
  public static ShellConfig bare() {
    return new ShellConfig(
        List.of(),
        List.of(),
        ShellConfig.class.getClassLoader(),
        List.of(),
        List.of(),
        thrown -> Optional.empty());
  }

  /**
   * The same with other imports.
   *
   * @param statements whole import statements
   * @return a new configuration
   */
  public ShellConfig withImports(List<String> statements) {
    return new ShellConfig(statements, classPath, parent, hiddenFrames, hints, errorCode);
  }
}
