// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterDirsTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void eachPlatformHasItsOwnUserDirectory() {
    assertThat(dirs("Linux", Map.of()).user()).isEqualTo(dir("/home/ada/.local/share/jupyter"));
    assertThat(dirs("Mac OS X", Map.of()).user()).isEqualTo(dir("/home/ada/Library/Jupyter"));
    assertThat(dirs("Windows 11", Map.of("APPDATA", "/roaming")).user())
        .isEqualTo(dir("/roaming/jupyter"));
    assertThat(dirs("Windows 11", Map.of()).user())
        .isEqualTo(dir("/home/ada/AppData/Roaming/jupyter"));
  }

  @Test
  void variablesWinOverTheDefaults() {
    assertThat(dirs("Linux", Map.of("XDG_DATA_HOME", "/xdg")).user())
        .isEqualTo(dir("/xdg/jupyter"));
    Map<String, String> both = Map.of("XDG_DATA_HOME", "/xdg", "JUPYTER_DATA_DIR", "/data");
    assertThat(dirs("Linux", both).user()).isEqualTo(dir("/data"));
    assertThat(dirs("Linux", Map.of("JUPYTER_DATA_DIR", " ")).user())
        .isEqualTo(dir("/home/ada/.local/share/jupyter"));
  }

  @Test
  void aVenvOrCondaEnvironmentIsTheActiveOne() {
    assertThat(dirs("Linux", Map.of()).activeEnvironment()).isEmpty();
    assertThat(dirs("Linux", Map.of("CONDA_PREFIX", "/conda")).activeEnvironment())
        .contains(dir("/conda/share/jupyter"));
    assertThat(
            dirs("Linux", Map.of("CONDA_PREFIX", "/conda", "VIRTUAL_ENV", "/venv"))
                .activeEnvironment())
        .contains(dir("/venv/share/jupyter"));
  }

  @Test
  void jupyterPathIsSearchedFirstAndTheSystemLast() {
    String path = String.join(File.pathSeparator, "/one", "", "/two");
    assertThat(dirs("Linux", Map.of("JUPYTER_PATH", path, "VIRTUAL_ENV", "/venv")).searched())
        .containsExactly(
            dir("/one"),
            dir("/two"),
            dir("/venv/share/jupyter"),
            dir("/home/ada/.local/share/jupyter"),
            dir("/usr/local/share/jupyter"),
            dir("/usr/share/jupyter"));
  }

  @Test
  void theStoreLiesBesideTheNotebooksUnlessNamed() {
    Path folder = Path.of("/work/notebooks");
    assertThat(dirs("Linux", Map.of()).store(folder))
        .isEqualTo(folder.resolve(".fermata/checkpoints.mdb").toAbsolutePath());
    assertThat(dirs("Linux", Map.of("FERMATA_STORE", "/store.mdb")).store(folder))
        .isEqualTo(Path.of("/store.mdb").toAbsolutePath());
  }

  private static JupyterDirs dirs(String os, Map<String, String> env) {
    return new JupyterDirs(os, HOME, env);
  }

  private static DataDir dir(String path) {
    return new DataDir(Path.of(path));
  }
}
