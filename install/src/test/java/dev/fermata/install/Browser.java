// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium, for tests that look at a real page. */
public final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<Path> MAC =
      List.of(
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

  private Browser() {}

  /**
   * The browser's program. Where there is none the test ends here: skipped with the reason on a
   * person's machine, failed with {@code CI=true}, where a missing browser is a missing install
   * step.
   *
   * @return an executable file
   */
  public static Path required() {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      String reason =
          "no Chromium on this machine: install one (Debian: apt-get install chromium) or name it"
              + " in FERMATA_BROWSER";
      if ("true".equals(System.getenv("CI"))) {
        fail(reason);
      }
      abort(reason);
    }
    return found.orElseThrow();
  }

  private static Optional<Path> find() {
    String named = System.getenv("FERMATA_BROWSER");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    Stream<Path> onPath =
        NAMES.stream()
            .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(d -> Path.of(d, name)));
    return Stream.concat(onPath, MAC.stream()).filter(Files::isExecutable).findFirst();
  }
}
