// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where a kernel is or goes, shared by the commands. */
final class Where {
  private static final String DEFAULT_NAME = "fermata";

  @ArgGroup private @Nullable Place place;

  @Option(
      names = "--name",
      defaultValue = DEFAULT_NAME,
      description = "The kernel's name, as jupyter kernelspec list shows it (${DEFAULT-VALUE}).")
  private String name = DEFAULT_NAME;

  String name() {
    KernelSpec.requireValidName(name);
    return name;
  }

  DataDir dataDir(JupyterDirs dirs) {
    return place == null ? dirs.user() : place.choice.apply(dirs);
  }

  /** The options as they were given, for a line that means the same place. */
  String words() {
    return (place == null ? "" : place.words)
        + (name.equals(DEFAULT_NAME) ? "" : " --name " + name);
  }

  /** At most one of these. */
  static final class Place {
    private Function<JupyterDirs, DataDir> choice = JupyterDirs::user;
    private String words = "";

    @Option(names = "--user", description = "For you alone, in any Jupyter you start. The default.")
    void user(boolean given) {
      choice = JupyterDirs::user;
    }

    @Option(
        names = "--prefix",
        paramLabel = "DIR",
        description = "Into an environment: DIR/share/jupyter.")
    void prefix(Path dir) {
      choice = dirs -> DataDir.ofPrefix(dir);
      words = " --prefix " + (dir.toString().contains(" ") ? "\"" + dir + "\"" : dir);
    }

    @Option(names = "--sys-prefix", description = "Into the active venv or conda environment.")
    void sysPrefix(boolean given) {
      choice = Place::activeEnvironment;
      words = " --sys-prefix";
    }

    private static DataDir activeEnvironment(JupyterDirs dirs) {
      return dirs.activeEnvironment()
          .orElseThrow(
              () ->
                  new InstallException(
                      "no-active-environment",
                      "--sys-prefix means the active Python environment, and neither VIRTUAL_ENV"
                          + " nor CONDA_PREFIX is set. Activate one first, or name it:"
                          + " --prefix DIR."));
    }
  }
}
