// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.install.Checkout;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that lists the engine's public types lists all of them, and no others. */
class EnginePageTest {
  private static final String PACKAGE = "dev.fermata.graph.";

  @Test
  void thePageListsThePublicTypesOfTheEngine() throws IOException {
    var page = Files.readString(Checkout.root().resolve("notebooks/guide/engine.md"));
    var listed =
        Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\|")
            .matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(publicTypes());
  }

  private static List<String> publicTypes() throws IOException {
    var sources = Checkout.root().resolve("kernel/engine/src/main/java/dev/fermata/graph");
    try (Stream<Path> files = Files.list(sources)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
          .map(name -> type(name.replace(".java", "")))
          .flatMap(EnginePageTest::withMembers)
          .map(type -> type.getName().substring(PACKAGE.length()).replace('$', '.'))
          .toList();
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(PACKAGE + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<Class<?>> withMembers(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        ? Stream.concat(
            Stream.of(type),
            Arrays.stream(type.getDeclaredClasses()).flatMap(EnginePageTest::withMembers))
        : Stream.empty();
  }
}
