// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.install.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorsPageTest {
  /**
   * Where a code stands in the sources: the first argument of an error, followed by its message.
   */
  private static final Pattern RAISED =
      Pattern.compile(
          "(?:(?:Exception|InvalidGraph|ThreadState|InvalidUpdate|AnswerRefused|InterruptMisuse|refused|wrong)"
              + "\\(\\s*\"([a-z]+(?:-[a-z]+)*)\"|super\\(\\s*\"([a-z]+(?:-[a-z]+)+)\")\\s*,");

  private static final Pattern DOCUMENTED = Pattern.compile("`([a-z]+(?:-[a-z]+)*)`");

  @Test
  void everyCodeIsOnThePage() throws IOException {
    assertThat(documented()).containsAll(raised());
  }

  private static Set<String> documented() throws IOException {
    var codes = new TreeSet<String>();
    var page = Files.readString(Checkout.root().resolve("notebooks/guide/errors.md"));
    page.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .forEach(cell -> DOCUMENTED.matcher(cell).results().forEach(m -> codes.add(m.group(1))));
    return codes;
  }

  private static Set<String> raised() throws IOException {
    var codes = new TreeSet<String>();
    for (var module : new String[] {"kernel/engine", "kernel/jupyter", "magics"}) {
      try (Stream<Path> files = Files.walk(Checkout.root().resolve(module + "/src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> raised(file, codes));
      }
    }
    return codes;
  }

  private static void raised(Path source, Set<String> codes) {
    try {
      RAISED
          .matcher(Files.readString(source))
          .results()
          .forEach(m -> codes.add(m.group(1) == null ? m.group(2) : m.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
