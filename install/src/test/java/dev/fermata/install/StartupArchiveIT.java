// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive is used where it fits, renewed where it does not, and never in the way. */
class StartupArchiveIT {
  @TempDir Path folder;

  private Path jar = Path.of("");
  private StartupArchive archive = new StartupArchive(jar, 0);

  @BeforeEach
  void putTheJar() throws IOException {
    jar = Files.copy(Checkout.jar(), folder.resolve("fermata.jar"));
    archive = new StartupArchive(jar, Runtime.version().feature());
  }

  @Test
  void aTrainedArchiveIsWhatTheClassesComeFrom() throws IOException {
    archive.renew(Jdk.ofThisProcess());

    Command.Outcome started = start(List.of("-Xlog:class+load"));
    assertThat(started.out().lines().filter(line -> line.contains(Main.class.getName() + " ")))
        .as("the line of the main class")
        .singleElement()
        .asString()
        .contains("shared objects file");
    assertThat(names())
        .containsExactly("fermata.jar", archive.file().getFileName().toString(), "startup.origin");
  }

  @Test
  void aFreshArchiveIsLeftAloneAndOneOfAnotherJavaIsRenewed() throws IOException {
    archive.renew(Jdk.ofThisProcess());
    FileTime first = Files.getLastModifiedTime(archive.file());
    Path origin = folder.resolve("startup.origin");
    String thisJava = Files.readString(origin);

    ArchiveKeeper.renew(jar, Jdk.ofThisProcess());
    assertThat(Files.getLastModifiedTime(archive.file())).isEqualTo(first);

    Files.writeString(origin, thisJava.replace(System.getProperty("java.vm.version"), "16+1"));
    ArchiveKeeper.renew(jar, Jdk.ofThisProcess());
    assertThat(Files.getLastModifiedTime(archive.file())).isGreaterThan(first);
    assertThat(Files.readString(origin)).isEqualTo(thisJava);
  }

  @Test
  void whoInstalledWithoutAnArchiveGetsNone() throws IOException {
    ArchiveKeeper.renew(jar, Jdk.ofThisProcess());

    assertThat(names()).containsExactly("fermata.jar");
  }

  @Test
  void anArchiveThatIsGoneOrGarbageIsNoHindrance() throws IOException {
    assertThat(start(List.of()).text()).contains("Fermata ").doesNotContain("rror");

    Files.writeString(archive.file(), "garbage".repeat(1000));
    assertThat(start(List.of()).text()).contains("Fermata ").doesNotContain("rror");
  }

  @Test
  void aSessionThatFailsLeavesNothingBehind() throws IOException {
    Files.writeString(jar, "not a jar");

    assertThatThrownBy(() -> archive.renew(Jdk.ofThisProcess()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit 1");
    assertThat(names()).containsExactly("fermata.jar");
  }

  private Command.Outcome start(List<String> options) {
    List<String> argv = new ArrayList<>(List.of(Jdk.ofThisProcess().java().toString()));
    argv.addAll(KernelSpec.FLAGS);
    argv.addAll(archive.use());
    argv.addAll(options);
    argv.addAll(List.of("-jar", jar.toString(), "--version"));
    return Command.of(argv.toArray(String[]::new)).runOk();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
