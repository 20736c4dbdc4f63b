// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Jupyter data directory: where kernelspecs and prebuilt lab extensions are looked for.
 *
 * @param path absolute; need not exist yet
 */
record DataDir(Path path) {
  DataDir {
    path = path.toAbsolutePath().normalize();
  }

  /** The data directory of an environment: a venv, a conda environment, {@code /usr/local}. */
  static DataDir ofPrefix(Path prefix) {
    return new DataDir(prefix.resolve("share").resolve("jupyter"));
  }

  /** The Jupyter of the environment this directory belongs to: it searches it in any case. */
  Optional<Path> ownJupyter() {
    Path prefix = path.resolve("../..").normalize();
    return Stream.of("bin/jupyter", "Scripts/jupyter.exe")
        .map(prefix::resolve)
        .filter(Files::isExecutable)
        .findFirst();
  }

  Path kernels() {
    return path.resolve("kernels");
  }

  Path kernel(String name) {
    return kernels().resolve(name);
  }

  Path labExtensions() {
    return path.resolve("labextensions");
  }
}
