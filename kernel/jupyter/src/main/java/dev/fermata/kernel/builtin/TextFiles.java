// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.Notebook;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that magics are given by name, relative to the notebook's folder. */
final class TextFiles {
  private TextFiles() {}

  static Path resolve(Notebook notebook, String name) {
    var home = System.getProperty("user.home");
    var path = name.startsWith("~/") ? Path.of(home, name.substring(2)) : Path.of(name);
    return notebook.directory().resolve(path).normalize();
  }

  /** As {@link #resolve}, of a file that is there. */
  static Path existing(Notebook notebook, String name) {
    var file = resolve(notebook, name);
    if (!Files.isRegularFile(file)) {
      throw missing(file);
    }
    return file;
  }

  private static MagicException missing(Path file) {
    return new MagicException(
        "no-such-file", "there is no file \"" + file + "\"; relative paths begin where %pwd says");
  }

  static String read(Notebook notebook, String name) {
    var file = resolve(notebook, name);
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw missing(file);
    } catch (CharacterCodingException e) {
      throw new MagicException("not-text", "the file \"" + file + "\" is not UTF-8 text");
    } catch (IOException e) {
      throw new MagicException("unreadable-file", "\"" + file + "\" cannot be read: " + e);
    }
  }

  /** Names in the folder of what is written, for completion. */
  static List<String> complete(Notebook notebook, String prefix) {
    var slash = prefix.lastIndexOf('/');
    var folder = prefix.substring(0, slash + 1);
    try (Stream<Path> files = Files.list(resolve(notebook, folder))) {
      return files
          .map(f -> folder + f.getFileName() + (Files.isDirectory(f) ? "/" : ""))
          .filter(name -> name.charAt(slash + 1) != '.' || prefix.startsWith(".", slash + 1))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
