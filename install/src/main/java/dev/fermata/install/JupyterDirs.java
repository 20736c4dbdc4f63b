// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jupyter's rules for where data lives, as its "Common Directories and File Locations" page states
 * them.
 *
 * @param os {@code os.name} of the JVM
 * @param home the person's home directory
 * @param env the environment variables
 */
record JupyterDirs(String os, Path home, Map<String, String> env) {
  JupyterDirs {
    env = Map.copyOf(env);
  }

  static JupyterDirs ofThisMachine() {
    return new JupyterDirs(
        System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
  }

  /** The person's own data directory: {@code JUPYTER_DATA_DIR}, else the platform's. */
  DataDir user() {
    return variable("JUPYTER_DATA_DIR").map(DataDir::new).orElseGet(this::platformDefault);
  }

  /** The active Python environment: a venv's or conda's own variable. */
  Optional<DataDir> activeEnvironment() {
    return variable("VIRTUAL_ENV").or(() -> variable("CONDA_PREFIX")).map(DataDir::ofPrefix);
  }

  /** Every data directory Jupyter would search from here, first match first. */
  List<DataDir> searched() {
    Set<DataDir> dirs = new LinkedHashSet<>();
    variable("JUPYTER_PATH").ifPresent(ignored -> dirs.addAll(jupyterPath()));
    activeEnvironment().ifPresent(dirs::add);
    dirs.add(user());
    if (!windows()) {
      dirs.add(DataDir.ofPrefix(Path.of("/usr/local")));
      dirs.add(DataDir.ofPrefix(Path.of("/usr")));
    }
    return List.copyOf(dirs);
  }

  /** The checkpoint store of the notebooks in a folder. */
  Path store(Path folder) {
    return variable("FERMATA_STORE")
        .orElse(folder.resolve(".fermata").resolve("checkpoints.mdb"))
        .toAbsolutePath();
  }

  boolean windows() {
    return os.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private List<DataDir> jupyterPath() {
    List<DataDir> dirs = new ArrayList<>();
    for (String entry : env.getOrDefault("JUPYTER_PATH", "").split(File.pathSeparator, -1)) {
      if (!entry.isBlank()) {
        dirs.add(new DataDir(Path.of(entry)));
      }
    }
    return dirs;
  }

  private DataDir platformDefault() {
    if (windows()) {
      Path roaming = home.resolve("AppData").resolve("Roaming");
      return new DataDir(variable("APPDATA").orElse(roaming).resolve("jupyter"));
    }
    if (os.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return new DataDir(home.resolve("Library").resolve("Jupyter"));
    }
    Path share = home.resolve(".local").resolve("share");
    return new DataDir(variable("XDG_DATA_HOME").orElse(share).resolve("jupyter"));
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank()).map(Path::of);
  }
}
