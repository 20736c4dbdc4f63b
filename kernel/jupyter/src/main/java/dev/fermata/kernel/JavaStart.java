// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.magic.MagicProvider;
import dev.fermata.kernel.shell.JavaShell;
import dev.fermata.kernel.shell.ShellConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Java cells that are being made ready, beside everything else that a start does: of all it takes
 * this takes longest.
 *
 * @param providers whose imports the cells see
 * @param shell done when the first cell can come
 */
record JavaStart(List<MagicProvider> providers, CompletableFuture<JavaShell> shell) {
  /** What a Java programmer would import without thinking, and what cells call to show things. */
  private static final List<String> IMPORTS =
      List.of(
          "import java.io.*;",
          "import java.math.*;",
          "import java.nio.file.*;",
          "import java.time.*;",
          "import java.util.*;",
          "import java.util.concurrent.*;",
          "import java.util.function.*;",
          "import java.util.stream.*;",
          "import dev.fermata.kernel.display.Displayable;",
          "import dev.fermata.kernel.display.MimeBundle;",
          "import static dev.fermata.kernel.display.Displays.*;");

  JavaStart {
    providers = List.copyOf(providers);
  }

  static JavaStart with(List<MagicProvider> providers) {
    var shell =
        CompletableFuture.supplyAsync(
            () -> JavaShell.open(config(providers)),
            task -> new KernelThread(task, "jupyter-java").start());
    return new JavaStart(providers, shell);
  }

  private static ShellConfig config(List<MagicProvider> providers) {
    var imports = new ArrayList<>(IMPORTS);
    var hidden = new ArrayList<>(List.of("dev.fermata.kernel."));
    for (var provider : providers) {
      imports.addAll(provider.imports());
      hidden.addAll(provider.hiddenFrames());
    }
    return new ShellConfig(
        imports,
        List.of(),
        JavaStart.class.getClassLoader(),
        hidden,
        List.of(),
        thrown -> errorCode(providers, thrown));
  }

  private static Optional<String> errorCode(List<MagicProvider> providers, Throwable thrown) {
    return providers.stream().flatMap(provider -> provider.errorCode(thrown).stream()).findFirst();
  }
}
