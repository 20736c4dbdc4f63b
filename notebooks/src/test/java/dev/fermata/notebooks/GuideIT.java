// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fermata.install.Checkout;
import dev.fermata.install.JupyterVenv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the code of the written pages on the installed kernel. The pages that are notebooks are in
 * {@link NotebooksIT}.
 */
class GuideIT {
  private static final Path NOTEBOOKS = Checkout.root().resolve("notebooks");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS.resolve("guide"))) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(NOTEBOOKS::relativize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void codeDoesWhatThePageSays(Path name, @TempDir Path folder) throws IOException {
    var page = GuidePage.parse(Files.readString(NOTEBOOKS.resolve(name)));
    var notebook = folder.resolve("page.ipynb");
    var executed = folder.resolve("executed.ipynb");
    Files.writeString(notebook, page.notebook().toString());
    JupyterVenv.prepared()
        .python(
            NOTEBOOKS.resolve("src/test/python/execute.py").toString(),
            notebook.toString(),
            executed.toString())
        .with("FERMATA_STORE", folder.resolve(".fermata/checkpoints.mdb").toString())
        .runOk();
    assertThat(page.differences(new ObjectMapper().readTree(executed.toFile()))).isEmpty();
  }
}
