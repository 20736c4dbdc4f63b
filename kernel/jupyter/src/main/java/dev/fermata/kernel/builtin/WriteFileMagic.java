// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code %%writefile}: the cell becomes a file. */
final class WriteFileMagic implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "writefile",
        "writes the cell into a file",
        MagicSpec.Kind.CELL,
        List.of(Option.flag("--append", "adds to the file instead of replacing it")),
        List.of("FILE"),
        null,
        "The text is written as UTF-8. Example: %%writefile data/input.csv");
  }

  @Override
  public @Nullable Object run(MagicCall call) {
    var body = Objects.requireNonNull(call.body(), "a cell magic has a body");
    var file = TextFiles.resolve(call.notebook(), call.arguments().get(0));
    var existed = Files.exists(file);
    try {
      if (call.has("--append")) {
        Files.writeString(file, body + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } else {
        Files.writeString(file, body + "\n");
      }
    } catch (IOException e) {
      throw new MagicException("unwritable-file", "\"" + file + "\" cannot be written: " + e);
    }
    var done = !existed ? "wrote" : call.has("--append") ? "added to" : "replaced";
    System.out.println(done + " " + call.arguments().get(0));
    return null;
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return TextFiles.complete(at.notebook(), at.prefix());
  }
}
