// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelSpecTest {
  @Test
  void theFlagThatExcusesUnknownOnesComesFirstAndTheArchiveBeforeTheJar() {
    KernelSpec spec =
        KernelSpec.of(Path.of("java"), List.of("-XX:SharedArchiveFile=a"), Path.of("f.jar"), "1");

    assertThat(spec.argv()).startsWith("java", "-XX:+IgnoreUnrecognizedVMOptions");
    assertThat(spec.argv())
        .endsWith("-XX:SharedArchiveFile=a", "-jar", "f.jar", "kernel", "{connection_file}");
  }

  @Test
  void jupyterLabLooksForTheDebuggerInTheSpec() {
    KernelSpec spec = KernelSpec.of(Path.of("java"), List.of(), Path.of("f.jar"), "1");

    assertThat(spec.toJson()).containsPattern("\"debugger\" ?: true");
  }

  @Test
  void fromJava25OnASecondArchiveLiesOnTopOfTheFirst() {
    Path jar = Path.of("kernel").resolve("f.jar");
    String first = "-XX:SharedArchiveFile=" + jar.resolveSibling("startup.jsa");

    assertThat(new StartupArchive(jar, 17).use()).containsExactly(first);
    assertThat(new StartupArchive(jar, 24).use()).containsExactly(first);
    assertThat(new StartupArchive(jar, 25).use())
        .containsExactly(first + File.pathSeparator + jar.resolveSibling("session.jsa"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fermata", "Fermata-1.0_x"})
  void namesOfAsciiLettersDigitsDotDashUnderscoreAreTaken(String name) {
    assertThatCode(() -> KernelSpec.requireValidName(name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../up", "a/b", "käse"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> KernelSpec.requireValidName(name))
        .hasMessageContaining("\"" + name + "\"")
        .hasMessageContaining("[bad-kernel-name]");
  }

  @Test
  void aRuntimeWithoutJshellIsRefusedWithWhatToInstall() {
    assertThatThrownBy(() -> new Jdk(Path.of("/jre"), 17, false).requireFull())
        .hasMessageContaining("jdk.jshell")
        .hasMessageContaining("Install a full JDK")
        .hasMessageContaining("[not-a-full-jdk]");
  }
}
