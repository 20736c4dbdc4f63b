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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Env;

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

    assertThat(loaded(Main.class, "--version")).contains("shared objects file");
    assertThat(loaded(Env.class, "doctor")).contains("shared objects file");
    assertThat(names())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("fermata.jar", "startup.origin"),
                    archive.files().stream().map(file -> file.getFileName().toString()))
                .toList());
  }

  @Test
  void aFreshArchiveIsLeftAloneAndOneOfAnotherJavaIsRenewed() throws IOException {
    archive.renew(Jdk.ofThisProcess());
    FileTime first = Files.getLastModifiedTime(archive.files().get(0));
    Path origin = folder.resolve("startup.origin");
    String thisJava = Files.readString(origin);

    ArchiveKeeper.renew(jar, Jdk.ofThisProcess());
    assertThat(Files.getLastModifiedTime(archive.files().get(0))).isEqualTo(first);

    Files.writeString(origin, thisJava.replace(System.getProperty("java.vm.version"), "16+1"));
    ArchiveKeeper.renew(jar, Jdk.ofThisProcess());
    assertThat(Files.getLastModifiedTime(archive.files().get(0))).isGreaterThan(first);
    assertThat(Files.readString(origin)).isEqualTo(thisJava);
  }

  @Test
  void whoInstalledWithoutAnArchiveGetsNone() throws IOException {
    ArchiveKeeper.renew(jar, Jdk.ofThisProcess());

    assertThat(names()).containsExactly("fermata.jar");
  }

  @Test
  void anArchiveThatIsGoneOrGarbageIsNoHindrance() throws IOException {
    assertThat(start(List.of(), "--version").text()).contains("Fermata ").doesNotContain("rror");

    archive.renew(Jdk.ofThisProcess());
    for (Path file : archive.files()) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      assertStartsWithoutIt(file);
      Files.writeString(file, "garbage".repeat(1000));
      assertStartsWithoutIt(file);
      Files.write(file, whole);
    }
    assertThat(loaded(Env.class, "doctor")).contains("shared objects file");
  }

  private void assertStartsWithoutIt(Path file) {
    assertThat(start(List.of(), "--version").text())
        .as("without %s", file)
        .contains("exit 0", "Fermata ")
        .doesNotContain("rror");
    assertThat(loaded(Env.class, "doctor")).isNotEmpty().doesNotContain("shared objects file");
  }

  @Test
  void aSessionThatFailsLeavesNothingBehind() throws IOException {
    Files.writeString(jar, "not a jar");

    assertThatThrownBy(() -> archive.renew(Jdk.ofThisProcess()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit 1");
    assertThat(names()).containsExactly("fermata.jar");
  }

  private String loaded(Class<?> type, String command) {
    return start(List.of("-Xlog:class+load"), command)
        .out()
        .lines()
        .filter(line -> line.contains(type.getName() + " "))
        .collect(Collectors.joining("\n"));
  }

  private Command.Outcome start(List<String> options, String command) {
    List<String> argv = new ArrayList<>(List.of(Jdk.ofThisProcess().java().toString()));
    argv.addAll(KernelSpec.FLAGS);
    argv.addAll(archive.use());
    argv.addAll(options);
    argv.addAll(List.of("-jar", jar.toString(), command));
    return Command.of(argv.toArray(String[]::new)).run();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
