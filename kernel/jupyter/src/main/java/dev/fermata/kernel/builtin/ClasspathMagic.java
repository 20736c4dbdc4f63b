// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code %classpath}: jars and class folders for cells.
 *
 * @param session whose class path grows
 */
record ClasspathMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "classpath",
        "makes a jar, a folder of classes, or all jars of a pattern available to cells",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of("ENTRY"),
        null,
        "A class path can grow, never shrink. Examples: %classpath lib/my.jar   %classpath lib/*.jar");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws IOException {
    var written = call.arguments().get(0);
    var entries = entries(TextFiles.resolve(call.notebook(), written));
    if (entries.isEmpty()) {
      throw new MagicException("no-such-file", "nothing is found at \"" + written + "\"");
    }
    MavenMagic.tellMagics(session.addToClasspath(entries));
    return null;
  }

  private static List<Path> entries(Path path) throws IOException {
    var folder = path.getParent();
    var name = String.valueOf(path.getFileName());
    if (!name.contains("*") || folder == null || !Files.isDirectory(folder)) {
      return Files.exists(path) ? List.of(path) : List.of();
    }
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> matcher.matches(file.getFileName())).sorted().toList();
    }
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return TextFiles.complete(at.notebook(), at.prefix());
  }
}
