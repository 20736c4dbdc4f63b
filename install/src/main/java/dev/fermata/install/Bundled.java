// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Folders of files that travel inside the jar and are copied out at install. */
final class Bundled {
  private Bundled() {}

  /** The runnable jar this class was loaded from. */
  static Path jar() {
    Path source = codeSource();
    if (Files.isDirectory(source)) {
      throw new InstallException(
          "not-a-jar",
          "the installer runs from the classes in \""
              + source
              + "\", and a kernel needs the jar."
              + " Build it with ./mvnw package and run java -jar install/target/fermata.jar.");
    }
    return source;
  }

  /**
   * Copies a folder of the jar with everything below it.
   *
   * @param folder its path in the jar, such as {@code labextension}
   * @param target made when it is missing; files there are replaced
   */
  static void copy(String folder, Path target) throws IOException {
    Path source = codeSource();
    if (Files.isDirectory(source)) {
      Trees.copy(source.resolve(folder), target);
      return;
    }
    try (FileSystem zip =
        FileSystems.newFileSystem(URI.create("jar:" + source.toUri()), Map.of())) {
      Trees.copy(zip.getPath(folder), target);
    }
  }

  private static Path codeSource() {
    try {
      return Path.of(Bundled.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
