// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The prebuilt JupyterLab extension in the jar: JupyterLab and Notebook 7 load it from {@code
 * labextensions/NAME} of a data directory, without a rebuild.
 */
final class LabExtension {
  private static final String FOLDER = "labextension";

  private LabExtension() {}

  /** Where it lies in a data directory: under the name its {@code package.json} gives. */
  static Path in(DataDir dir) {
    try (InputStream json =
        LabExtension.class.getClassLoader().getResourceAsStream(FOLDER + "/package.json")) {
      String name = JsonMapper.builder().build().readTree(json).path("name").asText();
      return dir.labExtensions().resolve(name);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void copyTo(DataDir dir) throws IOException {
    Bundled.copy(FOLDER, in(dir));
  }
}
