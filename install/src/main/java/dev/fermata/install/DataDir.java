// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.nio.file.Path;

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
