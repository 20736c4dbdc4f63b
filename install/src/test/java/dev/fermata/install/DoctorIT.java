// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {
  @TempDir Path prefix;

  @BeforeEach
  void install() {
    fermata("install", "--no-archive").runOk();
  }

  @Test
  void aSoundInstallationPassesEveryCheck() {
    Command.Outcome found = doctor().run();

    assertThat(found.exit()).as(found.text()).isZero();
    assertThat(found.out())
        .contains("ok      JDK: Java")
        .contains("ok      kernelspec: " + kernel())
        .contains("ok      kernel's Java: " + JupyterVenv.kernelJdk())
        .contains("ok      Jupyter data path")
        .contains("ok      JupyterLab extension")
        .contains("ok      checkpoint store: " + prefix.resolve("here/.fermata/checkpoints.mdb"))
        .contains("ok      LMDB library")
        .contains("Notebooks can run");
  }

  @Test
  void aMissingJarIsFatalAndTheCureIsToInstall() throws IOException {
    Files.delete(kernel().resolve("fermata.jar"));

    Command.Outcome found = doctor().run();

    assertThat(found.exit()).isEqualTo(1);
    assertThat(found.out())
        .contains("broken  kernelspec: \"" + kernel().resolve("fermata.jar") + "\" is missing")
        .contains("Run java -jar fermata.jar install --prefix " + prefix)
        .contains("Mend what is marked");
  }

  @Test
  void aBrokenKernelspecIsFatal() throws IOException {
    Files.writeString(kernel().resolve("kernel.json"), "{\"argv\": 3}");

    assertThat(doctor().run().out()).contains("is not a kernelspec");
  }

  @Test
  void aJdkThatIsGoneIsFatal() throws IOException {
    Path json = kernel().resolve("kernel.json");
    String gone = Files.readString(json).replace(JupyterVenv.kernelJdk().toString(), "/gone/jdk");
    Files.writeString(json, gone);

    assertThat(doctor().run().out())
        .contains("broken  kernel's Java: \"/gone/jdk/bin/java\" is no longer there");
  }

  @Test
  void withoutTheLabExtensionQuestionsAreTextAndThatIsNoReasonToFail() throws IOException {
    Trees.delete(prefix.resolve("share/jupyter/labextensions"));

    Command.Outcome found = doctor().run();

    assertThat(found.exit()).isZero();
    assertThat(found.out()).contains("warning JupyterLab extension").contains("shown as text");
  }

  @Test
  void anEnvironmentOnlyItsOwnJupyterSearchesIsSaid() {
    Command.Outcome found = doctor().with("VIRTUAL_ENV", "").with("JUPYTER_PATH", "").run();

    assertThat(found.out())
        .contains("warning Jupyter data path")
        .contains("JUPYTER_PATH=" + dataDir());
  }

  @Test
  void anEnvironmentWithItsOwnJupyterIsSound() throws IOException {
    Path jupyter = Files.createDirectories(prefix.resolve("bin")).resolve("jupyter");
    assertThat(Files.createFile(jupyter).toFile().setExecutable(true)).isTrue();
    Command.Outcome found = doctor().with("VIRTUAL_ENV", "").with("JUPYTER_PATH", "").run();

    assertThat(found.out()).contains("ok      Jupyter data path").contains("by " + jupyter);
  }

  @Test
  void aStoreInAFolderThatIsAFileIsFatal() throws IOException {
    Path file = Files.createFile(prefix.resolve("file"));
    Command.Outcome found = doctor().with("FERMATA_STORE", file.resolve("c.mdb").toString()).run();

    assertThat(found.out()).contains("broken  checkpoint store: \"" + file + "\"");
  }

  private Command doctor() {
    return fermata("doctor").with("VIRTUAL_ENV", prefix.toString());
  }

  private Command fermata(String... options) {
    Path here = prefix.resolve("here");
    String java = JupyterVenv.kernelJdk().resolve("bin/java").toString();
    here.toFile().mkdirs();
    List<String> argv = new ArrayList<>(List.of(java, "-jar", Checkout.jar().toString()));
    argv.addAll(List.of(options));
    argv.addAll(List.of("--prefix", prefix.toString()));
    return Command.of(argv.toArray(String[]::new)).in(here).with("FERMATA_STORE", "");
  }

  private Path dataDir() {
    return prefix.resolve("share/jupyter");
  }

  private Path kernel() {
    return dataDir().resolve("kernels/fermata");
  }
}
