// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Images in files. */
final class ImageFiles {
  private static final Map<String, String> MIMES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp");

  private ImageFiles() {}

  static MimeBundle read(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (ending.equals("svg")) {
      return MimeBundle.plain("image, " + name).with("image/svg+xml", Files.readString(file));
    }
    var mime = MIMES.get(ending);
    if (mime == null) {
      throw new IOException(
          "\""
              + name
              + "\" is no image a notebook can show; it must end in .svg or one of "
              + MIMES.keySet().stream().sorted().toList());
    }
    return MimeBundle.binary(mime, Files.readAllBytes(file), "image, " + name);
  }
}
