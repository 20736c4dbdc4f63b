// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code %maven}: libraries of Maven repositories for cells, with all they depend on.
 *
 * @param session whose class path grows
 * @param localRepository in place of the one in settings.xml or ~/.m2; null for that
 */
record MavenMagic(SessionAccess session, @Nullable Path localRepository) implements Magic {
  /** Of every magic that resolves libraries. */
  static final List<Option> OPTIONS =
      List.of(
          new Option("--repo", "URL", "a further repository, also as ID=URL", true),
          Option.flag("--sources", "their sources too, for the documentation on Shift-Tab"),
          Option.flag("--offline", "only what was downloaded before"));

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "maven",
        "makes libraries of Maven repositories available to cells, with all they depend on",
        MagicSpec.Kind.LINE,
        OPTIONS,
        List.of("GROUP:ARTIFACT:VERSION"),
        "MORE",
        """
        Mirrors, proxies and credentials are taken from ~/.m2/settings.xml, whose server ids are the
        IDs of --repo. A version may be a range, [1.0,2.0), or be left out for the newest release.
        Of libraries that the kernel itself is made of, cells see the kernel's version; it says so.
        Examples: %maven com.google.guava:guava:33.4.0-jre
                  %maven --repo corp=https://repo.example.com/maven org.acme:tools:[1.0,2.0)\
        """);
  }

  @Override
  public @Nullable Object run(MagicCall call) {
    var wanted = new ArrayList<>(call.arguments());
    wanted.addAll(
        Arrays.stream(call.rest().split("[\\s,]+", 0)).filter(w -> !w.isBlank()).toList());
    return add(call, resolution -> resolution.resolve(wanted));
  }

  /** Adds what is resolved to the class path of cells. */
  @Nullable Object add(MagicCall call, Function<MavenResolution, List<Library>> resolve) {
    var download = new DownloadDisplay(call.notebook().display());
    var resolution =
        new MavenResolution(
            call.options().getOrDefault("--repo", List.of()),
            call.has("--offline"),
            call.has("--sources"),
            localRepository,
            download);
    var libraries = resolve.apply(resolution);
    download.end();
    var jars = libraries.stream().map(Library::file).toList();
    var magics = session.addToClasspath(jars);
    System.out.println(
        "added " + jars.stream().map(MavenMagic::name).collect(Collectors.joining(", ")));
    BundledLibraries.ofThisKernel().notice(libraries).ifPresent(System.err::println);
    tellMagics(magics);
    return null;
  }

  static void tellMagics(List<String> added) {
    if (!added.isEmpty()) {
      System.out.println("added the magics %" + String.join(", %", added));
    }
  }

  private static String name(Path jar) {
    return String.valueOf(jar.getFileName());
  }
}
