// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own folder, found from wherever the build runs the tests. */
public final class Checkout {
  private Checkout() {}

  /**
   * The folder that has {@code mvnw}.
   *
   * @return absolute
   */
  public static Path root() {
    Path start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    for (Path dir = start; dir != null; dir = dir.getParent()) {
      if (Files.exists(dir.resolve("mvnw"))) {
        return dir;
      }
    }
    throw new IllegalStateException("no mvnw in or above " + start);
  }

  /**
   * The runnable jar that {@code mvnw package} built.
   *
   * @return an existing file
   */
  public static Path jar() {
    Path jar = root().resolve("install/target/fermata.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: run the tests with ./mvnw verify");
    }
    return jar;
  }
}
