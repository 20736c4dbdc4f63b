// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.install.Checkout;
import dev.fermata.install.JupyterVenv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Executes every notebook on the installed kernel, each with a store of its own, and compares what
 * it shows with what is committed. With {@code -Dfermata.notebooks.update=true} the result is
 * committed to the tree instead: look at the difference before you keep it.
 */
class NotebooksIT {
  private static final Path NOTEBOOKS = Checkout.root().resolve("notebooks");
  private static final boolean UPDATE = Boolean.getBoolean("fermata.notebooks.update");

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.walk(NOTEBOOKS, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".ipynb"))
          .filter(file -> !file.startsWith(NOTEBOOKS.resolve("target")))
          .map(NOTEBOOKS::relativize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void showsWhatIsCommitted(Path notebook, @TempDir Path folder) {
    var committed = NOTEBOOKS.resolve(notebook);
    var executed = folder.resolve(committed.getFileName());
    JupyterVenv.prepared()
        .python(
            NOTEBOOKS.resolve("src/test/python/execute.py").toString(),
            committed.toString(),
            executed.toString())
        .with("FERMATA_STORE", folder.resolve(".fermata/checkpoints.mdb").toString())
        .runOk();
    if (UPDATE && !NotebookComparator.differences(committed, executed).isEmpty()) {
      replace(committed, executed);
    }
    assertThat(NotebookComparator.differences(committed, executed)).isEmpty();
  }

  private static void replace(Path committed, Path executed) {
    try {
      Files.copy(executed, committed, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
