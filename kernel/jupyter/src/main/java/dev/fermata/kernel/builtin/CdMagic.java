// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code %cd}: another folder for magics and commands.
 *
 * @param session whose folder it is
 */
record CdMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "cd",
        "changes the folder in which magics and commands begin relative paths",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of("[FOLDER]"),
        null,
        """
        Without FOLDER back to where the kernel was started, with - to the folder before. It counts
        for %shell and all magics that take a path. A running JVM cannot change its own folder:
        Path.of("data.csv") in Java stays where it was.
        Examples: %cd data   %cd ..   %cd ~/projects   %cd -\
        """);
  }

  @Override
  public Object run(MagicCall call) {
    var around = session.surroundings();
    var folder = call.argument(0).map(name -> folder(call, name)).orElse(around.start());
    if (!Files.isDirectory(folder)) {
      throw new MagicException(
          "no-such-file",
          "there is no folder \"" + folder + "\"; %shell ls shows what there is, %pwd where");
    }
    boolean leaving = around.folder().equals(around.start());
    around.goTo(folder);
    if (leaving && !folder.equals(around.start())) {
      System.err.println(
          "relative paths in Java itself, as in Path.of(\"data.csv\"), still begin in "
              + around.start());
    }
    return MimeBundle.plain(folder.toString());
  }

  private Path folder(MagicCall call, String name) {
    return switch (name) {
      case "-" -> session.surroundings().before();
      case "~" -> Path.of(System.getProperty("user.home"));
      default -> TextFiles.resolve(call.notebook(), name);
    };
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return TextFiles.complete(at.notebook(), at.prefix()).stream()
        .filter(name -> name.endsWith("/"))
        .toList();
  }
}
