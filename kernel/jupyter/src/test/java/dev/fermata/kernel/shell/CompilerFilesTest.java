// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files javac is shown are those that its own manager shows. */
class CompilerFilesTest {
  private static final Set<Kind> CLASSES = Set.of(Kind.CLASS);

  private final StandardJavaFileManager own =
      ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
  private final CompilerFiles files =
      new CompilerFiles(own, new ImportedNames(CompilerFilesTest.class.getClassLoader()));

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @ParameterizedTest
  @CsvSource({
    "java.base, java.lang",
    "java.base, java.util",
    "java.base, java",
    "java.base, no.such",
    "java.sql, java.sql",
    "jdk.jshell, jdk.jshell"
  })
  void aPackageOfJavaHasTheClassesThatJavacFindsInIt(String module, String name)
      throws IOException {
    Location place = files.getLocationForModule(StandardLocation.SYSTEM_MODULES, module);

    assertThat(classes(files, place, name)).isEqualTo(classes(own, place, name));
  }

  @Test
  void whatIsAskedForIsWhatIsShown() throws IOException {
    Location base = files.getLocationForModule(StandardLocation.SYSTEM_MODULES, "java.base");

    assertThat(files.list(base, "java.lang", Set.of(Kind.SOURCE), false)).isEmpty();
    assertThat(files.list(base, "java.util", CLASSES, true))
        .as("with the packages below it")
        .hasSameSizeAs(own.list(base, "java.util", CLASSES, true));
  }

  /** What the first compilation asks for must not have it read the jars. */
  @ParameterizedTest
  @ValueSource(strings = {"java", "java.lang", "REPL"})
  void theClassPathIsNotLookedAtForPackagesThatItCannotHave(String name, @TempDir Path folder)
      throws IOException {
    var place = Files.createDirectories(folder.resolve(name.replace('.', '/')));
    Files.writeString(place.resolve("Any.class"), "");
    Files.writeString(folder.resolve("Any.class"), "");
    own.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(folder));

    assertThat(files.list(StandardLocation.CLASS_PATH, name, CLASSES, false)).isEmpty();
    assertThat(files.list(StandardLocation.CLASS_PATH, "", CLASSES, false)).hasSize(1);
  }

  /** The content of each, by its name. */
  private static Map<String, Integer> classes(JavaFileManager files, Location place, String name)
      throws IOException {
    var found = new TreeMap<String, Integer>();
    for (var file : files.list(place, name, CLASSES, false)) {
      try (var in = file.openInputStream()) {
        found.put(files.inferBinaryName(place, file), Arrays.hashCode(in.readAllBytes()));
      }
    }
    return found;
  }
}
