// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.install.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on the page about the library is run as the page says, and prints what it says. */
class LibraryPageTest {
  private static final String COMMAND =
      "java --enable-native-access=ALL-UNNAMED -cp \"lib/*\" Payout.java";

  @TempDir Path folder;

  @Test
  void theProgramPausesInOneRunAndGoesOnInAnother() throws Exception {
    var page = Files.readString(Checkout.root().resolve("notebooks/guide/library.md"));
    Files.writeString(folder.resolve("Payout.java"), blocks(page, "java program").get(0));
    var runs = blocks(page, "console");
    assertThat(runs).hasSize(2);
    for (var run : runs) {
      var line = run.lines().findFirst().orElseThrow();
      assertThat(line).startsWith(COMMAND);
      var arguments = line.substring(COMMAND.length()).strip();
      assertThat(run(arguments)).as(line).isEqualTo(run.substring(line.length()).strip());
    }
  }

  private static List<String> blocks(String page, String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(page)
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** What is printed; the engine and its libraries alone are on the class path. */
  private String run(String arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            library(),
            "Payout.java"));
    Arrays.stream(arguments.split(" ")).filter(word -> !word.isEmpty()).forEach(command::add);
    var errors = folder.resolve("errors").toFile();
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors).start();
    var printed = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(Files.readString(errors.toPath())).isZero();
    return printed.strip();
  }

  private static String library() {
    var separator = File.pathSeparator;
    var entries = System.getProperty("java.class.path").split(separator);
    return String.join(
        separator,
        Arrays.stream(entries)
            .filter(entry -> !entry.contains("kernel" + File.separator + "jupyter"))
            .filter(entry -> !entry.contains("magics") && !entry.contains("install"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }
}
