// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.kernel.magic.MagicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a local repository made for the test: no network. */
class MavenResolutionTest {
  @TempDir private Path repository;

  @BeforeEach
  void installLibraries() throws IOException {
    install("base", "1.0", "");
    install("tools", "2.0", dependency("base", "1.0", "compile"));
    install("tests", "1.0", "");
    install(
        "both", "1.0", dependency("tools", "2.0", "compile") + dependency("tests", "1.0", "test"));
  }

  @Test
  void findsALibraryWithAllItNeedsAtRunTime() {
    assertThat(names(resolve("org.acme:both:1.0")))
        .containsExactly("both-1.0.jar", "tools-2.0.jar", "base-1.0.jar");
  }

  @Test
  void takesSeveralLibrariesAtOnce() {
    assertThat(resolve("org.acme:tools:2.0", "org.acme:tests:1.0")).hasSize(3);
  }

  @Test
  void saysWhatIsMissingAndThatItIsOffline() {
    assertThatThrownBy(() -> resolve("org.acme:nothing:1.0"))
        .isInstanceOfSatisfying(
            MagicException.class, e -> assertThat(e.code()).isEqualTo("not-resolved"))
        .hasMessageContaining("org.acme:nothing")
        .hasMessageContaining("--offline");
  }

  @Test
  void refusesWhatNamesNoLibraryOrRepository() {
    assertThatThrownBy(() -> resolve("guava")).hasMessageContaining("group:artifact:version");
    var wrong =
        new MavenResolution(
            List.of("corp=ftp://x"), true, false, repository, new AbstractTransferListener() {});
    assertThatThrownBy(() -> wrong.resolve(List.of("a:b:1"))).hasMessageContaining("ftp://x");
  }

  @Test
  void saysOfWhichLibrariesCellsGetTheKernelsOwnVersion() {
    var bundled =
        BundledLibraries.of(
            """

            The following files have been resolved:
               org.acme:base:jar:1.5:compile -- module org.acme.base
               org.acme:tools:jar:native:2.0:runtime
            """);
    assertThat(bundled.notice(resolve("org.acme:both:1.0")))
        .get()
        .asString()
        .contains("org.acme:base 1.5, not 1.0. ")
        .doesNotContain("tools", "both");
    assertThat(bundled.notice(resolve("org.acme:tests:1.0"))).isEmpty();
  }

  @Test
  void findsWhatAProjectNeedsInTheVersionsOfItsParent() throws IOException {
    Files.createDirectories(repository.resolve("project/module"));
    var tools = dependency("tools", "2.0", "compile");
    Files.writeString(
        repository.resolve("project/pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>shop</groupId><artifactId>all</artifactId><version>7</version>
          <packaging>pom</packaging>
          <properties><tools>2.0</tools></properties>
          <dependencyManagement><dependencies>%s</dependencies></dependencyManagement>
        </project>
        """
            .formatted(tools.replace(">2.0<", ">${tools}<")));
    var pom = repository.resolve("project/module/pom.xml");
    Files.writeString(
        pom,
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <parent><groupId>shop</groupId><artifactId>all</artifactId><version>7</version></parent>
          <artifactId>module</artifactId>
          <dependencies>%s%s</dependencies>
        </project>
        """
            .formatted(
                tools.replace("<version>2.0</version>", ""), dependency("tests", "1.0", "test")));
    assertThat(names(resolution().resolveProject(pom)))
        .containsExactly("tools-2.0.jar", "base-1.0.jar");
  }

  @Test
  void takesThePartsOfAProjectThatACellHolds() throws IOException {
    var pom = repository.resolve("cell.xml");
    var cell =
        "<properties><v>2.0</v></properties>\n"
            + dependency("tools", "${v}", "runtime")
            + "<dependencies>"
            + dependency("tests", "1.0", "compile")
            + "</dependencies>";
    Files.writeString(pom, ProjectFile.around(cell));
    assertThat(names(resolution().resolveProject(pom)))
        .containsExactly("tools-2.0.jar", "base-1.0.jar", "tests-1.0.jar");
    assertThat(ProjectFile.around("<project >…")).isEqualTo("<project >…");
  }

  @Test
  void saysWhatIsWrongWithAProjectFile() throws IOException {
    var pom = repository.resolve("broken.xml");
    Files.writeString(pom, "<project><dependencies>");
    assertThatThrownBy(() -> resolution().resolveProject(pom))
        .isInstanceOfSatisfying(
            MagicException.class, e -> assertThat(e.code()).isEqualTo("bad-pom"))
        .hasMessageContaining("broken.xml");
    assertThatThrownBy(() -> ProjectFile.around("<properties/>")).hasMessageContaining("<groupId>");
  }

  private static List<String> names(List<Library> libraries) {
    return libraries.stream().map(library -> library.file().getFileName().toString()).toList();
  }

  private List<Library> resolve(String... coordinates) {
    return resolution().resolve(List.of(coordinates));
  }

  private MavenResolution resolution() {
    return new MavenResolution(
        List.of(), true, true, repository, new AbstractTransferListener() {});
  }

  private void install(String artifact, String version, String dependencies) throws IOException {
    var folder = repository.resolve("org/acme/" + artifact + "/" + version);
    Files.createDirectories(folder);
    Files.write(folder.resolve(artifact + "-" + version + ".jar"), new byte[0]);
    Files.writeString(
        folder.resolve(artifact + "-" + version + ".pom"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.acme</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <dependencies>%s</dependencies>
        </project>
        """
            .formatted(artifact, version, dependencies));
  }

  private static String dependency(String artifact, String version, String scope) {
    return """
        <dependency><groupId>org.acme</groupId><artifactId>%s</artifactId>
        <version>%s</version><scope>%s</scope></dependency>
        """
        .formatted(artifact, version, scope);
  }
}
