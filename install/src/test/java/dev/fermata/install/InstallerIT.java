// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerIT {
  @TempDir Path prefix;

  @Test
  void aPrefixGetsKernelspecLogosAndLabExtension() throws IOException {
    Command.Outcome said = install("--prefix", prefix.toString()).runOk();

    Path kernel = prefix.resolve("share/jupyter/kernels/fermata");
    assertThat(kernel.resolve("fermata.jar")).hasSameBinaryContentAs(Checkout.jar());
    assertThat(kernel.resolve("logo-32x32.png")).isNotEmptyFile();
    assertThat(kernel.resolve("logo-64x64.png")).isNotEmptyFile();
    assertThat(kernel.resolve("logo-svg.svg")).content().contains("<svg");
    try (Stream<Path> extensions = Files.list(prefix.resolve("share/jupyter/labextensions"))) {
      assertThat(extensions.map(e -> e.resolve("package.json"))).allMatch(Files::exists).hasSize(1);
    }
    assertThat(said.out()).contains(kernel.toString()).contains("doctor");
  }

  @Test
  void theKernelspecStartsTheInstallingJavaWithFlagsThatEveryVersionTakes() throws IOException {
    install("--prefix", prefix.toString()).runOk();

    JsonNode spec = kernelJson(prefix.resolve("share/jupyter/kernels/fermata"));
    List<String> argv = JsonMapper.builder().build().convertValue(spec.get("argv"), STRINGS);
    assertThat(argv.get(0)).isEqualTo(JupyterVenv.kernelJdk().resolve("bin/java").toString());
    assertThat(argv.get(1)).isEqualTo("-XX:+IgnoreUnrecognizedVMOptions");
    assertThat(argv)
        .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
        .endsWith(
            "-jar",
            prefix.resolve("share/jupyter/kernels/fermata/fermata.jar").toString(),
            "kernel",
            "{connection_file}");
    assertThat(spec.get("display_name").asText()).isEqualTo("Java (Fermata)");
    assertThat(spec.get("language").asText()).isEqualTo("java");
    assertThat(spec.get("interrupt_mode").asText()).isEqualTo("message");
    assertThat(spec.get("metadata").get("fermata_version").asText()).isNotBlank();
  }

  @Test
  void installingTwiceIsInstallingOnce() throws IOException {
    install("--prefix", prefix.toString()).runOk();
    List<Path> once = files();
    install("--prefix", prefix.toString()).runOk();

    assertThat(files()).isEqualTo(once);
  }

  @Test
  void theInstalledJarCanInstallItselfAgain() throws IOException {
    install("--prefix", prefix.toString()).runOk();
    Path copy = prefix.resolve("share/jupyter/kernels/fermata/fermata.jar");
    java("-jar", copy.toString(), "install", "--no-archive", "--prefix", prefix.toString()).runOk();

    assertThat(copy).hasSameBinaryContentAs(Checkout.jar());
  }

  @Test
  void uninstallLeavesNothing() throws IOException {
    install("--prefix", prefix.toString()).runOk();
    fermata("uninstall", "--prefix", prefix.toString()).runOk();

    assertThat(files()).isEmpty();
  }

  @Test
  void uninstallLeavesOtherKernelsAndTheExtensionTheyNeed() throws IOException {
    Path python = prefix.resolve("share/jupyter/kernels/python3/kernel.json");
    Files.createDirectories(python.getParent());
    Files.writeString(python, "{}");
    install("--prefix", prefix.toString()).runOk();
    install("--prefix", prefix.toString(), "--name", "fermata-next").runOk();

    fermata("uninstall", "--prefix", prefix.toString()).runOk();
    assertThat(prefix.resolve("share/jupyter/labextensions")).isNotEmptyDirectory();
    fermata("uninstall", "--prefix", prefix.toString(), "--name", "fermata-next").runOk();

    assertThat(files()).containsExactly(python);
  }

  @Test
  void uninstallRefusesAKernelThatIsNotOurs() throws IOException {
    Path python = prefix.resolve("share/jupyter/kernels/python3/kernel.json");
    Files.createDirectories(python.getParent());
    Files.writeString(python, "{}");

    Command.Outcome refused =
        fermata("uninstall", "--prefix", prefix.toString(), "--name", "python3").run();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("is not Fermata").contains("[not-ours]");
    assertThat(python).exists();
  }

  @Test
  void uninstallSaysWhereItLookedWhenThereIsNothing() {
    Command.Outcome refused = fermata("uninstall", "--prefix", prefix.toString()).run();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains(prefix.toString()).contains("[not-installed]");
  }

  @Test
  void aNameJupyterWouldRefuseIsRefusedBeforeAnythingIsWritten() throws IOException {
    Command.Outcome refused = install("--prefix", prefix.toString(), "--name", "mein Kernel").run();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("\"mein Kernel\"").contains("[bad-kernel-name]");
    assertThat(files()).isEmpty();
  }

  @Test
  void twoPlacesAtOnceAreAWrongUsage() {
    Command.Outcome refused = install("--user", "--prefix", prefix.toString()).run();

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("Usage:").contains("--prefix");
  }

  @Test
  void sysPrefixIsTheActiveEnvironment() {
    install("--sys-prefix").with("VIRTUAL_ENV", prefix.toString()).runOk();
    assertThat(prefix.resolve("share/jupyter/kernels/fermata/kernel.json")).exists();

    Command.Outcome none =
        install("--sys-prefix").with("VIRTUAL_ENV", "").with("CONDA_PREFIX", "").run();
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("[no-active-environment]");
  }

  @Test
  void userIsJupytersOwnDataDirectory() {
    install().with("JUPYTER_DATA_DIR", prefix.toString()).runOk();

    assertThat(prefix.resolve("kernels/fermata/kernel.json")).exists();
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    Command.Outcome help = fermata().runOk();

    assertThat(help.out()).contains("install", "uninstall", "doctor", "kernel CONNECTION_FILE");
  }

  private static final com.fasterxml.jackson.core.type.TypeReference<List<String>> STRINGS =
      new com.fasterxml.jackson.core.type.TypeReference<>() {};

  private static JsonNode kernelJson(Path kernel) throws IOException {
    return JsonMapper.builder().build().readTree(kernel.resolve("kernel.json").toFile());
  }

  private static Command install(String... options) {
    return fermata(
        Stream.concat(Stream.of("install", "--no-archive"), Stream.of(options))
            .toArray(String[]::new));
  }

  private static Command fermata(String... args) {
    return java(
        Stream.concat(Stream.of("-jar", Checkout.jar().toString()), Stream.of(args))
            .toArray(String[]::new));
  }

  private static Command java(String... args) {
    String java = JupyterVenv.kernelJdk().resolve("bin/java").toString();
    return Command.of(Stream.concat(Stream.of(java), Stream.of(args)).toArray(String[]::new));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(prefix)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
