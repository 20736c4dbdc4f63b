// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code %loadFromPOM} and {@code %%loadFromPOM}: the libraries of a Maven project for cells.
 *
 * @param maven adds them
 */
record LoadFromPomMagic(MavenMagic maven) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "loadFromPOM",
        "makes the libraries that a pom.xml names available to cells",
        MagicSpec.Kind.LINE_AND_CELL,
        MavenMagic.OPTIONS,
        List.of("[FILE]"),
        null,
        """
        Those of the scopes compile and runtime, in the versions and from the repositories that the
        file says; the project's own classes are not built. Without FILE it is pom.xml. As a cell
        magic the cell holds the pom, or only parts of it: <dependency>, <repository>, <properties>,
        <dependencyManagement>.
        Example: %loadFromPOM pom.xml\
        """);
  }

  @Override
  public @Nullable Object run(MagicCall call) throws IOException {
    var body = call.body();
    if (body == null) {
      var file = TextFiles.existing(call.notebook(), call.argument(0).orElse("pom.xml"));
      return maven.add(call, resolution -> resolution.resolveProject(file));
    }
    var file = Files.createTempFile("notebook", ".pom");
    try {
      Files.writeString(file, ProjectFile.around(body));
      return maven.add(call, resolution -> resolution.resolveProject(file));
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return TextFiles.complete(at.notebook(), at.prefix());
  }
}
